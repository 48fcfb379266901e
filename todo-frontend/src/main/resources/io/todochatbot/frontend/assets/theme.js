// Before anything is painted: the theme that was chosen here, if one was.
(() => {
  const root = document.documentElement;
  const chosen = (() => {
    try {
      return localStorage.getItem("todo-theme");
    } catch {
      return null; // storage may be forbidden; the system's theme it is then
    }
  })();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
})();
