package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which recorded log lines are missing. Lines that daprd did not print are no difference. */
final class LogDiff {
  /** Fields of a line that tell how long or how much, or who wrote. */
  private static final Set<String> UNSTABLE = Set.of("duration", "size", "time", "instance", "ver");

  private static final Pattern LEVEL = Pattern.compile("\\blevel=(\\w+)|^(\\w+): ");

  private final TextMatch text;

  LogDiff(TextMatch text) {
    this.text = text;
  }

  /** Fields and levels that daprd's lines don't have. */
  List<Difference> fields(JsonNode step, List<LogLine> lines) {
    List<Difference> out = new ArrayList<>();
    for (LogLine line : lines) {
      line.fields()
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (!has(step.path("fields"), field)) {
                  out.add(new Difference("fields." + field, JsonDiff.ABSENT, line.raw()));
                }
              });
      String level = line.fields().path("level").asText();
      if (!has(step.path("levels"), level)) {
        out.add(new Difference("levels", step.path("levels").toString(), line.raw()));
      }
    }
    return out;
  }

  private static boolean has(JsonNode list, String text) {
    for (JsonNode entry : list) {
      if (entry.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }

  /** Each expected line, an object of fields or a text, must be among the printed ones. */
  List<Difference> differences(JsonNode expected, List<LogLine> printed) {
    List<Difference> out = new ArrayList<>();
    List<LogLine> rest = new ArrayList<>(printed);
    for (JsonNode wanted : expected) {
      if (wanted.asText().equals("...")) {
        continue;
      }
      var found = rest.stream().filter(line -> matches(wanted, line)).findFirst();
      if (found.isPresent()) {
        rest.remove(found.get());
      } else {
        out.add(new Difference("logs." + level(wanted), show(wanted), "(no such line)"));
      }
    }
    return out;
  }

  private boolean matches(JsonNode wanted, LogLine line) {
    if (wanted.isTextual()) {
      return line.spellings().stream()
          .anyMatch(spelling -> text.matches(version(wanted.asText()), spelling));
    }
    for (var field : wanted.properties()) {
      String found = line.fields().path(field.getKey()).asText();
      if (!UNSTABLE.contains(field.getKey())
          && !text.matches(version(field.getValue().asText()), found)) {
        return false;
      }
    }
    return true;
  }

  /** The version of the build is the build's own. */
  private static String version(String text) {
    return text.replace("version edge -- commit ", "version <host> -- commit <home>")
        .replaceFirst(" ver=unknown$", " ver=<host>")
        .replaceFirst("^edge$", "<host>");
  }

  private static String level(JsonNode wanted) {
    if (!wanted.isTextual()) {
      return wanted.path("level").asText();
    }
    Matcher level = LEVEL.matcher(wanted.asText());
    return level.find() ? level.group(level.group(1) == null ? 2 : 1) : "output";
  }

  private static String show(JsonNode wanted) {
    if (wanted.isTextual()) {
      return wanted.asText();
    }
    String method = wanted.has("method") ? " " + wanted.path("method").asText() : "";
    return wanted.path("scope").asText() + ": " + wanted.path("msg").asText() + method;
  }
}
