package io.todochatbot.sidecar.component;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** A way in which a binding works; a resource narrows it down by the metadata {@code direction}. */
public enum Direction {
  /** Events come to the application. */
  INPUT,
  /** The application asks for something. */
  OUTPUT;

  private static final String KEY = "direction";

  /**
   * Whether that component works this way: it is able to, and its resource doesn't say otherwise.
   */
  public boolean of(Loaded component) {
    return component.capabilities().contains(capability());
  }

  /** Whether that component's resource names this way itself. */
  public boolean namedBy(Loaded component) {
    return named(component.setting(KEY).orElse(""));
  }

  /** The word that metadata and messages use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in the metadata API. */
  String capability() {
    return name() + "_BINDING";
  }

  /** Whether a resource with that metadata leaves this way open. */
  boolean leftOpenBy(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(KEY))
        .allMatch(entry -> named(entry.getValue()));
  }

  private boolean named(String directions) {
    return Arrays.stream(directions.split(",", -1))
        .anyMatch(direction -> direction.strip().equalsIgnoreCase(name()));
  }
}
