package io.todochatbot.components.rest;

import io.todochatbot.spi.ComponentException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Parts of paths that come from outside. */
public final class Paths {
  private Paths() {}

  /**
   * Escapes a name of one or several parts joined by slashes.
   *
   * @throws ComponentException.BadRequest if a part would lead elsewhere ({@code ..})
   */
  public static String escape(String name) {
    return Arrays.stream(name.split("/", -1)).map(Paths::part).collect(Collectors.joining("/"));
  }

  private static String part(String part) {
    if (part.equals(".") || part.equals("..")) {
      throw new ComponentException.BadRequest("a name must not hold " + part + " between slashes");
    }
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
