package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a scenario is replayed: the setup without the components that can't be loaded yet, and
 * the cases that don't depend on them.
 *
 * @param skipped the other cases, each with what it waits for
 * @param replaced what the setup has otherwise than recorded, in words
 */
record Plan(Scenario scenario, Map<GoldenCase, String> skipped, Set<String> replaced) {
  private static final String FEATURE = "feature ";

  static Plan of(Scenario scenario, Needs needs) {
    Setup setup = scenario.setup();
    List<Needs.MissingComponent> missing = missing(setup, needs);
    Optional<String> whole = arguments(scenario, needs).or(() -> nothingLeft(setup, missing));
    Map<GoldenCase, String> skipped = new LinkedHashMap<>();
    for (GoldenCase one : scenario.cases()) {
      whole
          .or(() -> reason(one, setup, missing, needs))
          .ifPresent(reason -> skipped.put(one, reason));
    }
    Set<String> replaced = new TreeSet<>();
    Setup loadable = replaceFlags(loadable(setup, needs), use(scenario), needs, replaced);
    return new Plan(new Scenario(scenario.file(), loadable, scenario.cases()), skipped, replaced);
  }

  /** Whether any case is left. */
  boolean runs() {
    return skipped.size() < scenario.cases().size();
  }

  private static List<Needs.MissingComponent> missing(Setup setup, Needs needs) {
    return setup.sidecars().stream()
        .flatMap(sidecar -> sidecar.components().stream())
        .flatMap(yaml -> needs.component(yaml).stream())
        .toList();
  }

  private static Optional<String> arguments(Scenario scenario, Needs needs) {
    return scenario.setup().sidecars().stream()
        .flatMap(sidecar -> sidecar.args().stream())
        .flatMap(arg -> needs.argument(arg, use(scenario)).stream())
        .findFirst();
  }

  private static String use(Scenario scenario) {
    List<Step> steps = scenario.cases().stream().flatMap(c -> c.steps().stream()).toList();
    if (steps.stream().anyMatch(step -> step.kind() == Step.Kind.TRAFFIC)) {
      return "metrics";
    }
    return steps.stream().anyMatch(step -> step.operation().contains("/jobs/")) ? "jobs" : "actors";
  }

  private static Optional<String> nothingLeft(Setup setup, List<Needs.MissingComponent> missing) {
    long components =
        setup.sidecars().stream()
            .flatMap(s -> s.components().stream())
            .filter(y -> y.contains("kind: Component"))
            .count();
    return missing.isEmpty() || missing.size() < components
        ? Optional.empty()
        : Optional.of(missing.getFirst().waitsFor());
  }

  private static Setup loadable(Setup setup, Needs needs) {
    List<Setup.SidecarSpec> sidecars = new ArrayList<>();
    for (Setup.SidecarSpec sidecar : setup.sidecars()) {
      List<String> loaded =
          sidecar.components().stream().filter(yaml -> needs.component(yaml).isEmpty()).toList();
      sidecars.add(sidecar.withComponents(loaded));
    }
    return new Setup(setup.id(), setup.files(), setup.apps(), sidecars);
  }

  private static Setup replaceFlags(Setup setup, String use, Needs needs, Set<String> replaced) {
    List<Setup.SidecarSpec> sidecars = new ArrayList<>();
    for (Setup.SidecarSpec sidecar : setup.sidecars()) {
      Setup.SidecarSpec other = sidecar;
      for (String arg : sidecar.args()) {
        Optional<String> instead = needs.instead(arg, use);
        if (instead.isPresent()) {
          other = other.without(arg);
          replaced.add(instead.get() + " instead of " + arg);
        }
        Optional<String> feature =
            instead.filter(i -> i.startsWith(FEATURE)).map(i -> i.substring(FEATURE.length()));
        other = feature.map(other::withFeature).orElse(other);
      }
      sidecars.add(other);
    }
    return new Setup(setup.id(), setup.files(), setup.apps(), sidecars);
  }

  private static Optional<String> reason(
      GoldenCase one, Setup setup, List<Needs.MissingComponent> missing, Needs needs) {
    for (Step step : one.steps()) {
      Optional<String> reason = needs.step(step);
      for (Needs.MissingComponent component : missing) {
        reason =
            reason.or(
                () ->
                    dependsOn(step, component, setup, missing)
                        ? Optional.of(component.waitsFor())
                        : Optional.empty());
      }
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static boolean dependsOn(
      Step step,
      Needs.MissingComponent component,
      Setup setup,
      List<Needs.MissingComponent> missing) {
    if (step.kind() == Step.Kind.TRAFFIC || step.json().has("metrics")) {
      // as far as it goes without the component
      return false;
    }
    boolean lastOfKind =
        setup.main().components().stream()
                .filter(yaml -> yaml.contains("type: " + component.kind() + "."))
                .count()
            == missing.stream().filter(m -> m.kind().equals(component.kind())).count();
    boolean unseen = step.kind() == Step.Kind.WAIT && !step.json().has("toApp");
    return mentions(step.json(), component)
        || (lastOfKind && Blocks.kinds(step).contains(component.kind()))
        || step.kind() == Step.Kind.LOGS
        || unseen;
  }

  /**
   * By its name as a value, as the segment of a path after the building block, or by its server.
   */
  private static boolean mentions(JsonNode json, Needs.MissingComponent component) {
    if (json.has("redis") && component.type().endsWith(".redis")) {
      return true;
    }
    if (json.isTextual()) {
      String text = json.asText();
      return text.equals(component.name())
          || text.equals("/" + component.name())
          || Blocks.component(text).filter(component.name()::equals).isPresent();
    }
    return children(json).anyMatch(child -> mentions(child, component));
  }

  /** All but the name of a method that is invoked, which may be any word. */
  private static Stream<JsonNode> children(JsonNode json) {
    List<JsonNode> children = new ArrayList<>();
    if (json.isArray()) {
      json.forEach(children::add);
    }
    json.properties().stream()
        .filter(field -> !field.getKey().equals("method"))
        .forEach(field -> children.add(field.getValue()));
    return children.stream();
  }

  /** Which operations speak to which kind of component. */
  private static final class Blocks {
    private static final Pattern SEPARATOR = Pattern.compile("[/?]");

    private static final Map<String, String> BY_PATH =
        Map.ofEntries(
            Map.entry("state", "state"),
            Map.entry("publish", "pubsub"),
            Map.entry("secrets", "secretstores"),
            Map.entry("bindings", "bindings"),
            Map.entry("configuration", "configuration"),
            Map.entry("lock", "lock"),
            Map.entry("unlock", "lock"),
            Map.entry("crypto", "crypto"),
            Map.entry("subtlecrypto", "crypto"),
            Map.entry("conversation", "conversation"));

    private static final Map<String, String> BY_RPC =
        Map.of(
            "State", "state",
            "Publish", "pubsub",
            "Topic", "pubsub",
            "Secret", "secretstores",
            "Binding", "bindings",
            "Configuration", "configuration",
            "ock", "lock",
            "crypt", "crypto",
            "Subtle", "crypto",
            "Converse", "conversation");

    static Set<String> kinds(Step step) {
      String rpc = step.json().path("rpc").asText();
      Set<String> kinds = new java.util.HashSet<>();
      BY_RPC.forEach(
          (part, kind) ->
              java.util.Optional.of(rpc)
                  .filter(r -> r.contains(part))
                  .ifPresent(r -> kinds.add(kind)));
      block(step.json().path("request").path("path").asText())
          .map(BY_PATH::get)
          .ifPresent(kinds::add);
      return kinds;
    }

    static Optional<String> component(String path) {
      return block(path).filter(BY_PATH::containsKey).flatMap(block -> segment(path, 3));
    }

    private static Optional<String> block(String path) {
      return segment(path, 1)
          .filter(first -> first.startsWith("v1.0"))
          .flatMap(first -> segment(path, 2));
    }

    private static Optional<String> segment(String path, int index) {
      return SEPARATOR.splitAsStream(path).skip(index).findFirst();
    }
  }
}
