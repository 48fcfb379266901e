package io.todochatbot.components.middleware;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.HttpMiddleware.Request;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Another name for a path.
 *
 * @param from what the whole path must match, decoded
 * @param variables the names of what its groups hold
 * @param to the path that stands for it, encoded
 */
record Route(Pattern from, List<String> variables, String to) {
  /** {@code {name}} or {@code {name:regular expression}}. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\{([^{}:]+)(?::((?:[^{}]|\\{[^{}]*})+))?}");

  Route {
    variables = List.copyOf(variables);
  }

  /** Reads a route; a variable stands for one segment unless it brings an expression. */
  static Route of(String from, String to) {
    StringBuilder regex = new StringBuilder();
    List<String> variables = new ArrayList<>();
    Matcher variable = VARIABLE.matcher(from);
    int end = 0;
    while (variable.find()) {
      regex.append(Pattern.quote(from.substring(end, variable.start())));
      String expression = variable.group(2);
      String name = "v" + variables.size();
      regex.append("(?<").append(name).append('>');
      regex.append(expression == null ? "[^/]+" : expression).append(')');
      variables.add(variable.group(1));
      end = variable.end();
    }
    regex.append(Pattern.quote(from.substring(end)));
    try {
      return new Route(
          Pattern.compile(regex.toString()), variables, new URI(null, null, to, null).getRawPath());
    } catch (PatternSyntaxException | URISyntaxException e) {
      throw new ComponentException(
          "the route \"" + from + "\" to \"" + to + "\" can't be read: " + e.getMessage(), e);
    }
  }

  /** The request under its other name; empty if this route is not about it. */
  Optional<Request> rename(Request request) {
    Matcher path = from.matcher(decoded(request.path().replace("+", "%2B")));
    if (!path.matches()) {
      return Optional.empty();
    }
    if (variables.isEmpty()) {
      return Optional.of(request.to(to, request.query()));
    }
    TreeMap<String, List<String>> query = query(request.query());
    for (int i = 0; i < variables.size(); i++) {
      query.computeIfAbsent(variables.get(i), name -> new ArrayList<>()).add(path.group("v" + i));
    }
    return Optional.of(request.to(to, encoded(query)));
  }

  /** By name, since that is the order in which daprd writes a query that it has changed. */
  private static TreeMap<String, List<String>> query(String text) {
    TreeMap<String, List<String>> query = new TreeMap<>();
    Arrays.stream(text.split("&", -1))
        .filter(pair -> !pair.isEmpty())
        .forEach(
            pair -> {
              int equals = pair.indexOf('=');
              String name = equals < 0 ? pair : pair.substring(0, equals);
              String value = equals < 0 ? "" : pair.substring(equals + 1);
              query.computeIfAbsent(decoded(name), n -> new ArrayList<>()).add(decoded(value));
            });
    return query;
  }

  private static String encoded(Map<String, List<String>> query) {
    List<String> pairs = new ArrayList<>();
    query.forEach(
        (name, values) -> values.forEach(value -> pairs.add(escape(name) + "=" + escape(value))));
    return String.join("&", pairs);
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException ignored) {
      // a malformed escape stands for itself
      return text;
    }
  }
}
