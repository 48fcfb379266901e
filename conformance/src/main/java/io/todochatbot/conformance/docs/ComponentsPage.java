package io.todochatbot.conformance.docs;

import io.todochatbot.conformance.docs.Described.Entry;
import io.todochatbot.spi.ComponentProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page {@code docs/components.md}: every component that the sidecar finds, by kind. */
final class ComponentsPage {
  static final String FILE = "docs/components.md";

  private static final String HEAD =
      """
      # Components

      Written by `./todo docs` from what the code declares; a test fails when it says anything else. Do not edit it by hand.

      Every entry of a table stands in `spec.metadata` of the component's resource. Names are compared without regard to case; an entry that
      a component does not declare is passed over, as daprd passes it over. A duration is Go's form (`1m30s`, `500ms`); a bare number counts
      seconds. What is marked *secret* belongs into a secret store (`secretKeyRef`) and is never shown.

      """;

  private final SourceDocs docs;
  private final List<Described> components;

  private ComponentsPage(SourceDocs docs, List<Described> components) {
    this.docs = docs;
    this.components = components;
  }

  /**
   * Writes the page for every provider on the class path.
   *
   * @param project its folder, whose sources say what each component is
   * @throws IOException if the sources can't be read
   */
  static String of(Path project) throws IOException {
    SourceDocs docs = SourceDocs.of(List.of(project.resolve("spi"), project.resolve("components")));
    Map<String, List<ComponentProvider>> byComponent = new TreeMap<>();
    for (ComponentProvider provider : ServiceLoader.load(ComponentProvider.class)) {
      String component =
          kind(provider)
              + Described.implementation(provider).getName()
              + provider.settings().getName();
      byComponent.computeIfAbsent(component, c -> new ArrayList<>()).add(provider);
    }
    List<Described> components = new ArrayList<>();
    for (List<ComponentProvider> same : byComponent.values()) {
      same.sort((a, b) -> a.type().compareTo(b.type()));
      components.add(Described.of(same));
    }
    components.sort((a, b) -> a.types().getFirst().compareTo(b.types().getFirst()));
    return new ComponentsPage(docs, components).write();
  }

  private static String kind(ComponentProvider provider) {
    return provider.type().replaceFirst("\\..*", ".");
  }

  private String write() {
    StringBuilder page = new StringBuilder(HEAD);
    Map<String, List<Described>> kinds =
        components.stream()
            .collect(
                Collectors.groupingBy(Described::kind, LinkedHashMap::new, Collectors.toList()));
    page.append("| kind | components |\n|---|---|\n");
    kinds.forEach(
        (kind, all) ->
            page.append("| [")
                .append(kind)
                .append("](#")
                .append(kind)
                .append(") | ")
                .append(all.stream().map(this::link).collect(Collectors.joining(", ")))
                .append(" |\n"));
    kinds.forEach((kind, all) -> kind(page, kind, all));
    return page.toString();
  }

  private String link(Described component) {
    String type = component.types().getFirst();
    return "[" + type + "](#" + type.replace(".", "") + ")";
  }

  private void kind(StringBuilder page, String kind, List<Described> all) {
    page.append("\n## ").append(kind).append('\n');
    all.stream()
        .flatMap(component -> component.contract().stream())
        .findFirst()
        .map(docs::of)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> page.append('\n').append(text).append(".\n"));
    List<Class<?>> abilities =
        all.stream()
            .flatMap(component -> component.abilities().stream())
            .distinct()
            .sorted((a, b) -> a.getSimpleName().compareTo(b.getSimpleName()))
            .toList();
    if (!abilities.isEmpty()) {
      page.append("\n| ability | |\n|---|---|\n");
      abilities.forEach(
          ability ->
              page.append("| ")
                  .append(words(ability))
                  .append(" | ")
                  .append(docs.of(ability))
                  .append(" |\n"));
    }
    all.forEach(component -> component(page, component));
  }

  private void component(StringBuilder page, Described component) {
    page.append("\n### ").append(component.types().getFirst()).append("\n\n");
    page.append(what(component)).append(".\n");
    List<String> others = component.types().subList(1, component.types().size());
    if (!others.isEmpty()) {
      page.append("Also as ").append(quoted(others)).append(".\n");
    }
    page.append("\nVersions: ").append(quoted(component.versions()));
    if (!component.abilities().isEmpty()) {
      page.append(" · Abilities: ")
          .append(
              component.abilities().stream()
                  .map(ComponentsPage::words)
                  .collect(Collectors.joining(", ")));
    }
    page.append("\n\n");
    settings(page, component.settings());
    page.append("\n```yaml\n").append(Example.of(component)).append("```\n");
  }

  /** The first sentence of the component's documentation, without the type it may begin with. */
  private String what(Described component) {
    String text =
        docs.of(component.implementation())
            .replaceFirst("^`" + component.kind() + "\\.[^`]*`: ", "");
    return text.isEmpty()
        ? "`" + component.types().getFirst() + "`"
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static void settings(StringBuilder page, List<Entry> settings) {
    if (settings.isEmpty()) {
      page.append("There is nothing to set.\n");
      return;
    }
    page.append("| setting | type | default | | meaning |\n|---|---|---|---|---|\n");
    for (Entry entry : settings) {
      List<String> marks = new ArrayList<>();
      if (entry.required()) {
        marks.add("required");
      }
      if (entry.secret()) {
        marks.add("secret");
      }
      page.append("| `").append(entry.name()).append('`');
      entry.aliases().forEach(alias -> page.append(", `").append(alias).append('`'));
      page.append(" | ")
          .append(entry.type())
          .append(" | ")
          .append(entry.fallback().isEmpty() ? "" : "`" + entry.fallback() + "`")
          .append(" | ")
          .append(String.join(", ", marks))
          .append(" | ")
          .append(entry.meaning().replace("|", "\\|"))
          .append(" |\n");
    }
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  /** {@code DeleteWithPrefix}: delete with prefix. */
  private static String words(Class<?> ability) {
    return ability.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
