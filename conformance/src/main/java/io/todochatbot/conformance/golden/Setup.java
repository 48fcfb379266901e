package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs while the cases of one setup are replayed.
 *
 * @param files by name, to be written to the folder {@code {{dir}}}
 * @param apps by name; the main sidecar's app is called {@code main}
 * @param sidecars in the order they are started, the main one (called {@code main}) last
 */
record Setup(
    String id, Map<String, String> files, Map<String, JsonNode> apps, List<SidecarSpec> sidecars) {
  static final String MAIN = "main";

  /**
   * One sidecar of a setup.
   *
   * @param appId empty where only a command line is tried
   * @param app the name of its app, if it has one
   */
  record SidecarSpec(
      String name,
      Optional<String> appId,
      Optional<String> app,
      List<String> components,
      Optional<String> config,
      List<String> args,
      Map<String, String> env) {

    static SidecarSpec read(String name, JsonNode json, Optional<String> app) {
      return new SidecarSpec(
          name,
          text(json.path("appId")),
          app,
          texts(json.path("components")),
          text(json.path("config")),
          texts(json.path("args")),
          named(json.path("env")));
    }

    /** The same without a flag and the value behind it. */
    SidecarSpec without(String flag) {
      List<String> left = new ArrayList<>(args);
      int at = left.indexOf(flag);
      left.subList(at, at + 2).clear();
      return new SidecarSpec(name, appId, app, components, config, left, env);
    }

    /**
     * The same with a feature of the Configuration, whose files are in the setup's folder.
     *
     * @throws IllegalStateException if the setup has a Configuration of its own
     */
    SidecarSpec withFeature(String feature) {
      if (config.isPresent()) {
        throw new IllegalStateException(
            "the feature " + feature + " would have to be put into the setup's Configuration");
      }
      String yaml =
          """
          apiVersion: dapr.io/v1alpha1
          kind: Configuration
          metadata:
            name: config
          spec:
            features:
            - name: %s
              enabled: true
          """
              .formatted(feature);
      Map<String, String> more = new LinkedHashMap<>(env);
      more.put("DAPR_JOBS_FILE", "{{dir}}/jobs-" + name + ".db");
      return new SidecarSpec(name, appId, app, components, Optional.of(yaml), args, more);
    }

    SidecarSpec withComponents(List<String> loaded) {
      return new SidecarSpec(name, appId, app, loaded, config, args, env);
    }
  }

  static Setup read(JsonNode json) {
    Map<String, JsonNode> apps = new LinkedHashMap<>();
    json.path("otherApps").properties().forEach(app -> apps.put(app.getKey(), app.getValue()));
    Optional<String> mainApp = json.path("app").isObject() ? Optional.of(MAIN) : Optional.empty();
    mainApp.ifPresent(name -> apps.put(name, json.path("app")));
    List<SidecarSpec> sidecars = new ArrayList<>();
    json.path("otherSidecars")
        .properties()
        .forEach(
            s ->
                sidecars.add(
                    SidecarSpec.read(s.getKey(), s.getValue(), text(s.getValue().path("app")))));
    sidecars.add(SidecarSpec.read(MAIN, json, mainApp));
    return new Setup(json.path("id").asText(), named(json.path("files")), apps, sidecars);
  }

  /**
   * Whether sidecars call each other here. They find each other by app id among all of the machine,
   * so two such setups must not run at a time.
   */
  boolean hasNeighbours() {
    return sidecars.size() > 1;
  }

  SidecarSpec main() {
    return sidecars.getLast();
  }

  private static Optional<String> text(JsonNode json) {
    return json.isTextual() ? Optional.of(json.asText()) : Optional.empty();
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  private static Map<String, String> named(JsonNode json) {
    Map<String, String> named = new LinkedHashMap<>();
    json.properties().forEach(entry -> named.put(entry.getKey(), entry.getValue().asText()));
    return named;
  }
}
