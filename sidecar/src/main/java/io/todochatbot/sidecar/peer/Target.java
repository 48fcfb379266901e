package io.todochatbot.sidecar.peer;

import java.util.List;

/** An application to call: {@code app} or {@code app.namespace}. */
public record Target(String appId, String namespace) {
  /**
   * Reads what a caller wrote.
   *
   * @param namespace the caller's own, which counts where none is written
   * @throws IllegalArgumentException with daprd's message if it is neither form
   */
  public static Target parse(String text, String namespace) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("app id is empty");
    }
    List<String> parts = List.of(text.split("\\.", -1));
    return switch (parts.size()) {
      case 1 -> new Target(text, namespace);
      case 2 -> new Target(parts.get(0), parts.get(1));
      default -> throw new IllegalArgumentException("invalid app id " + text);
    };
  }
}
