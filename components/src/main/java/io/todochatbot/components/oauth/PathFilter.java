package io.todochatbot.components.oauth;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.HttpMiddleware.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which paths a middleware is about: those that hold what an expression describes, else all. */
record PathFilter(Optional<Pattern> pattern) {
  static PathFilter of(String text) {
    try {
      return new PathFilter(text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text)));
    } catch (PatternSyntaxException e) {
      throw new ComponentException(
          "Parameter 'pathFilter' is not a valid regex: " + e.getMessage(), e);
    }
  }

  boolean covers(Request request) {
    return pattern.map(p -> p.matcher(decoded(request.path())).find()).orElse(true);
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException ignored) {
      // a malformed escape stands for itself
      return path;
    }
  }
}
