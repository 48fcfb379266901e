// What the server can't do: everything here makes a page that works nicer to use.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // The sign-in link has done its work; it need not stay in the address bar and the history.
  if (location.pathname.startsWith("/signin/")) history.replaceState(null, "", "/");

  // Theme: as the system, light, dark, and round again
  const themes = { auto: "as the system", light: "light", dark: "dark" };
  const themeButton = $("#theme");
  const showTheme = () => {
    const now = document.documentElement.dataset.theme ?? "auto";
    themeButton.dataset.themeShown = now;
    themeButton.setAttribute("aria-label", `Theme: ${themes[now]}`);
    themeButton.title = `Theme: ${themes[now]}`;
  };
  themeButton.addEventListener("click", () => {
    const names = Object.keys(themes);
    const next = names[(names.indexOf(themeButton.dataset.themeShown) + 1) % names.length];
    if (next === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("todo-theme", next);
    } catch {
      // not remembered then
    }
    showTheme();
  });
  showTheme();

  // Toasts go by themselves, later if there is something to undo or to read
  const toasts = $("#toasts");
  const dismiss = (toast) => toast?.remove();
  new MutationObserver((changes) => {
    for (const toast of changes.flatMap((change) => [...change.addedNodes])) {
      if (!(toast instanceof HTMLElement) || !toast.matches("[data-toast]")) continue;
      const later = () => {
        if (toast.matches(":hover, :focus-within")) setTimeout(later, 2000);
        else dismiss(toast);
      };
      setTimeout(later, toast.matches(".error") || $("form", toast) ? 9000 : 4000);
    }
    while (toasts.children.length > 3) toasts.firstElementChild.remove();
  }).observe(toasts, { childList: true });
  const complain = (text) => {
    const toast = document.createElement("div");
    toast.className = "toast error";
    toast.dataset.toast = "";
    toast.append(Object.assign(document.createElement("p"), { textContent: text }));
    toasts.append(toast);
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) dismiss(event.target.closest("[data-toast]"));
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (!event.detail.elt.closest(".charts")) complain("The service can't be reached just now. If in doubt, look at the list before you try again.");
  });
  document.addEventListener("htmx:timeout", () => complain("The service took too long to answer. Look whether it was done before you try again."));

  const desk = $(".desk");
  const board = $("#tasks");

  // Parts of the page that are replaced keep what the reader opened
  let opened = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    opened = $$("details[id][open]", event.detail.target).map((details) => details.id);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  });
  if (!desk) return;

  // Live: the dot in the bar; a hidden tab gives its connection back (a browser has few for a site)
  const live = $("#live");
  const say = (state, text) => {
    live.dataset.state = state;
    live.textContent = text;
  };
  let source = null;
  htmx.createEventSource = (url) => (source = new EventSource(url));
  document.addEventListener("htmx:sseOpen", () => say("on", "Live"));
  document.addEventListener("htmx:sseError", () => {
    if (!document.hidden) say("off", "Reconnecting");
  });
  let resting = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(resting);
    if (document.hidden) resting = setTimeout(() => source?.close(), 30000);
    else if (source?.readyState === EventSource.CLOSED) source.onerror(new Event("error"));
  });

  // Phone: one panel at a time
  const show = (pane) => {
    desk.dataset.pane = pane;
    for (const button of $$("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === pane));
      if (button.dataset.show === pane) delete button.dataset.news;
    }
    if (pane === "chat") toEnd();
  };
  for (const button of $$("[data-show]")) button.addEventListener("click", () => show(button.dataset.show));

  // Tasks: add box empties itself, news are marked, an open edit is never pulled away
  let before = null;
  let focused = -1;
  let waiting = false;
  const announcements = $("#announcements");
  const editing = () => $("[data-task] form:not([hidden])", board);
  // An answer for a part that a newer answer has replaced meanwhile has no place to go
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.target.isConnected) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== board) return;
    if (editing() && event.detail.requestConfig.verb === "get") {
      event.detail.shouldSwap = false;
      waiting = true;
      return;
    }
    const tasks = $$("[data-task]", board);
    before = new Set(tasks.map((task) => task.id));
    focused = tasks.indexOf($(":focus-visible", board)?.closest("[data-task]"));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== board || !before) return;
    const fresh = $$("[data-task]:not(.done)", board).filter((task) => !before.has(task.id));
    for (const task of fresh) task.classList.add("arrived");
    if (fresh.length) {
      fresh[0].scrollIntoView({ block: "nearest" });
      announcements.textContent = `On the list: ${$(".task-title", fresh[0]).textContent}`;
      if (desk.dataset.pane !== "tasks") $('[data-show="tasks"]').dataset.news = "";
    }
    before = null;
    // A task that went away with the keyboard on it hands the focus to the next one
    if (focused >= 0 && !board.contains(document.activeElement)) {
      const checks = $$(".check", board).filter((check) => check.checkVisibility());
      (checks[Math.min(focused, checks.length - 1)] ?? $("#new-task")).focus();
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.detail.elt.matches?.("[data-clear]")) event.detail.elt.reset();
    if (event.detail.elt.matches?.("[data-close-toast]")) dismiss(event.detail.elt.closest("[data-toast]"));
  });
  const edit = (task, open) => {
    const form = $("form", task);
    form.hidden = !open;
    $(".task-row", task).hidden = open;
    $("[data-edit]", task).setAttribute("aria-expanded", String(open));
    if (open) {
      $('[name="title"]', form).focus();
      $('[name="title"]', form).select();
      return;
    }
    form.reset();
    $("[data-edit]", task).focus();
    if (waiting) {
      waiting = false;
      htmx.trigger(board, "refresh");
    }
  };
  board.addEventListener("click", (event) => {
    const task = event.target.closest("[data-task]");
    if (event.target.closest("[data-edit]")) edit(task, true);
    if (event.target.closest("[data-cancel]")) edit(task, false);
  });
  board.addEventListener("dblclick", (event) => {
    if (event.target.closest(".task-text")) edit(event.target.closest("[data-task]"), true);
  });
  board.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest(".edit")) edit(event.target.closest("[data-task]"), false);
  });

  // Chat: what was said is shown at once, the answer takes its place when it comes
  const log = $("#chat-log");
  const scroll = $("#chat-scroll");
  const composer = $("#composer");
  const message = $("#message");
  const toEnd = () => (scroll.scrollTop = scroll.scrollHeight);
  const clearPending = () => $$("[data-pending]", log).forEach((line) => line.remove());
  const add = (template, text) => {
    const line = $(template).content.cloneNode(true);
    if (text) $(".bubble", line).textContent = text;
    log.append(line);
    toEnd();
  };
  message.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      composer.requestSubmit();
    }
  });
  $("#suggestions").addEventListener("click", (event) => {
    const words = event.target.closest("[data-say]")?.dataset.say;
    if (!words) return;
    message.value = words;
    composer.requestSubmit();
  });
  composer.addEventListener("htmx:beforeRequest", () => {
    composer.dataset.said = message.value;
    add("#said", message.value);
    add("#typing");
    message.value = "";
    message.focus();
  });
  composer.addEventListener("htmx:afterRequest", (event) => {
    clearPending();
    if (!event.detail.successful) {
      message.value = message.value || composer.dataset.said;
    }
  });
  log.addEventListener("htmx:afterSwap", toEnd);
  new MutationObserver(() => {
    toEnd();
    if (desk.dataset.pane !== "chat") $('[data-show="chat"]').dataset.news = "";
  }).observe(log, { childList: true });
  toEnd();
})();
