package io.todochatbot.conformance.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What cannot be replayed yet, read from {@code needs.txt}: each line names a kind of component, a
 * flag or a step, and what it waits for. Whoever brings that removes the line.
 */
final class Needs {
  private static final String INSTEAD = "instead: ";
  private static final Pattern CELL = Pattern.compile("\\|");
  private static final Pattern TYPE = Pattern.compile("(?m)^\\s+type:\\s*(\\S+)");
  private static final Pattern NAME = Pattern.compile("(?m)^metadata:\\s*\\n\\s+name:\\s*(\\S+)");

  private final List<Line> lines;
  private final Target target;

  private record Line(String what, String waitsFor) {}

  /** A component that the sidecar can't load yet. */
  record MissingComponent(String name, String type, String waitsFor) {
    String kind() {
      return type.split("\\.", 2)[0];
    }
  }

  Needs(Target target) {
    this.target = target;
    this.lines = read(Set.of("any", target.isOurs() ? "ours" : "daprd"));
  }

  Optional<MissingComponent> component(String yaml) {
    Matcher type = TYPE.matcher(yaml);
    while (yaml.contains("kind: Component") && type.find()) {
      Optional<String> waits = lookUp("component " + type.group(1));
      if (waits.isEmpty() && yaml.contains("{{redisPort}}") && target.redisServer().isEmpty()) {
        waits = Optional.of("redis-server, which is not installed here");
      }
      if (waits.isPresent()) {
        Matcher name = NAME.matcher(yaml);
        return Optional.of(
            new MissingComponent(name.find() ? name.group(1) : "", type.group(1), waits.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * What a flag waits for.
   *
   * @param use what the cases of the setup do: {@code actors}, {@code jobs} or {@code metrics}
   */
  Optional<String> argument(String argument, String use) {
    return lookUp("argument " + argument + " for " + use)
        .filter(waits -> !waits.startsWith(INSTEAD));
  }

  /**
   * What takes the place of a flag and its value: {@code feature NAME} of the Configuration, or
   * {@code nothing}.
   *
   * @param use as for {@link #argument}
   */
  Optional<String> instead(String argument, String use) {
    return lookUp("argument " + argument + " for " + use)
        .filter(waits -> waits.startsWith(INSTEAD))
        .map(waits -> waits.substring(INSTEAD.length()));
  }

  Optional<String> step(Step step) {
    if (step.json().has("metrics")) {
      return lookUp("step metrics");
    }
    return lookUp("step " + step.operation());
  }

  private Optional<String> lookUp(String what) {
    return lines.stream()
        .filter(line -> what.startsWith(line.what()))
        .map(Line::waitsFor)
        .findFirst();
  }

  private static List<Line> read(Set<String> who) {
    try (InputStream in = Needs.class.getResourceAsStream("needs.txt")) {
      if (in == null) {
        throw new IllegalStateException("needs.txt is missing from the class path");
      }
      List<Line> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        List<String> cells = CELL.splitAsStream(line).map(String::strip).toList();
        if (!line.startsWith("#") && cells.size() == 3 && who.contains(cells.getFirst())) {
          lines.add(new Line(cells.get(1), cells.get(2)));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
