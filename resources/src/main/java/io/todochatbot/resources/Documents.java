package io.todochatbot.resources;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Takes a text apart into its YAML documents. The text is cut at lines that begin with {@code ---}
 * before it is parsed, as daprd does, so that one broken document doesn't take the others with it.
 */
final class Documents {
  private Documents() {}

  /** Reads a file as UTF-8, without a byte order mark. */
  static String text(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Returns the documents that are mappings; those that can't be read become problems. */
  static List<MappingNode> read(String source, String text, List<Problem> problems) {
    List<MappingNode> documents = new ArrayList<>();
    for (String part : split(text)) {
      try {
        switch (compose(source, part)) {
          case MappingNode mapping -> documents.add(mapping);
          case Node node when Scalars.isNull(node) -> {}
          case Node node -> problems.add(broken(Nodes.location(node), "expected: a mapping"));
        }
      } catch (MarkedYamlEngineException e) {
        Location at =
            e.getProblemMark()
                .or(e::getContextMark)
                .map(Nodes::location)
                .orElse(new Location(source, 0));
        problems.add(broken(at, e.getProblem()));
      } catch (YamlEngineException e) {
        problems.add(broken(new Location(source, 0), String.valueOf(e.getMessage())));
      }
    }
    return documents;
  }

  private static Node compose(String source, String part) {
    LoadSettings settings = LoadSettings.builder().setLabel(source).build();
    return new Compose(settings)
        .composeString(part)
        .orElseGet(() -> new Compose(settings).composeString("~").orElseThrow());
  }

  private static Problem broken(Location at, String why) {
    return new Problem(
        at,
        Problem.Cause.BROKEN_YAML,
        Problem.Severity.ERROR,
        "",
        "",
        "not readable as YAML: " + why);
  }

  /** Cuts the text; each part keeps its line numbers by empty lines before it. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int line = 0;
    for (String row : (Iterable<String>) text.lines()::iterator) {
      line++;
      if (line > 1 && (row.equals("---") || row.startsWith("--- "))) {
        parts.add(part.toString());
        part = new StringBuilder("\n".repeat(line - 1)).append(row.substring(3)).append('\n');
      } else {
        part.append(row).append('\n');
      }
    }
    parts.add(part.toString());
    return parts;
  }
}
