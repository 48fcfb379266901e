package io.todochatbot.conformance.docs;

import io.todochatbot.conformance.docs.Described.Entry;
import java.util.List;

/** A resource that names what a component needs. */
final class Example {
  private Example() {}

  static String of(Described component) {
    String type = component.types().getFirst();
    String version = component.versions().getFirst();
    List<Entry> needed = component.settings().stream().filter(Entry::needed).toList();
    if (component.kind().equals("nameresolution")) {
      return nameResolution(type.replaceFirst("^[^.]*\\.", ""), version, needed);
    }
    String name = component.kind().replaceFirst("s$", "");
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: my-%s
            spec:
              type: %s
              version: %s
            """
                .formatted(name, type, version));
    if (!needed.isEmpty()) {
      yaml.append("  metadata:\n");
    }
    for (Entry entry : needed) {
      yaml.append("    - name: ").append(entry.name()).append('\n');
      if (entry.secret()) {
        yaml.append("      secretKeyRef: # ").append(entry.meaning()).append('\n');
        yaml.append("        name: the-secret\n        key: ").append(entry.name()).append('\n');
      } else {
        yaml.append("      value: ").append(value(entry)).append('\n');
      }
    }
    return yaml.toString();
  }

  private static String nameResolution(String name, String version, List<Entry> needed) {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: dapr.io/v1alpha1
            kind: Configuration
            metadata:
              name: my-configuration
            spec:
              nameResolution:
                component: %s
                version: %s
            """
                .formatted(name, version));
    if (!needed.isEmpty()) {
      yaml.append("    configuration:\n");
    }
    for (Entry entry : needed) {
      yaml.append("      ").append(entry.name()).append(": ").append(value(entry)).append('\n');
    }
    return yaml.toString();
  }

  private static String value(Entry entry) {
    String value =
        switch (entry.type()) {
          case "true or false" -> "\"true\"";
          case "whole number", "number" -> "\"1\"";
          case "duration" -> "10s";
          case "comma separated list" -> "\"a,b\"";
          default -> entry.type().startsWith("`") ? entry.type().split("`", 3)[1] : "\"…\"";
        };
    return value + " # " + entry.meaning();
  }
}
