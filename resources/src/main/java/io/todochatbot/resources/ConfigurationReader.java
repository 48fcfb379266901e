package io.todochatbot.resources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code --config} files. Later files lie on top of earlier ones, field by field; lists are
 * replaced. {@code $NAME} and {@code ${NAME}} are taken from the environment, as daprd does.
 */
public final class ConfigurationReader {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([^}\\n]*)}|([A-Za-z_][A-Za-z0-9_]*)|([*#$@!?0-9-]))");
  private static final String NOTHING = "apiVersion: dapr.io/v1alpha1\nkind: Configuration\n";

  private final UnaryOperator<@Nullable String> environment;
  private final List<Problem> problems = new ArrayList<>();

  private ConfigurationReader(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * A configuration with what is wrong with its files; any problem of severity {@link
   * Problem.Severity#FATAL} ends daprd.
   */
  public record Read(Configuration configuration, List<Problem> problems) {
    /** Copies the list. */
    public Read {
      problems = List.copyOf(problems);
    }

    /** Returns the problems that end daprd. */
    public List<Problem> fatalProblems() {
      return problems.stream().filter(p -> p.severity() == Problem.Severity.FATAL).toList();
    }
  }

  /**
   * Reads the files; without any, returns the defaults.
   *
   * @param environment returns a variable's value, or null if it is not set
   */
  public static Read read(List<Path> files, UnaryOperator<@Nullable String> environment) {
    ConfigurationReader reader = new ConfigurationReader(environment);
    List<MappingNode> documents = new ArrayList<>();
    for (Path file : files) {
      try {
        documents.addAll(reader.documents(file.toString(), Documents.text(file)));
      } catch (IOException e) {
        reader.problems.add(ResourceReader.unreadable(file, Problem.Severity.FATAL, e));
      }
    }
    return reader.bind(documents);
  }

  /**
   * Reads one text of YAML or JSON.
   *
   * @param source what locations call it
   */
  public static Read parse(String source, String text) {
    ConfigurationReader reader = new ConfigurationReader(name -> null);
    List<Problem> found = new ArrayList<>();
    List<MappingNode> documents = Documents.read(source, text, found);
    found.forEach(reader::addFatal);
    return reader.bind(documents);
  }

  private List<MappingNode> documents(String source, String text) {
    List<Problem> found = new ArrayList<>();
    List<MappingNode> documents = Documents.read(source, expand(text), found);
    found.forEach(this::addFatal);
    return documents;
  }

  private Read bind(List<MappingNode> documents) {
    Node merged = Documents.read("defaults", NOTHING, problems).getFirst();
    for (MappingNode document : documents) {
      String kind = Kind.text(document, "kind");
      if (kind.isEmpty() || kind.equals("Configuration")) {
        merged = Nodes.onTopOf(merged, document);
      } else {
        problems.add(otherKind(document, kind));
      }
    }
    MappingNode whole = foldMetrics((MappingNode) merged);
    String resource = "Configuration " + Kind.name(whole);
    Binder binder = new Binder(resource, Problem.Severity.FATAL, false, problems);
    Optional<Configuration> read = binder.bind(Configuration.class, whole);
    return new Read(read.orElseGet(() -> parse("defaults", NOTHING).configuration()), problems);
  }

  private static Problem otherKind(MappingNode document, String kind) {
    return new Problem(
        Nodes.location(document),
        Problem.Cause.UNKNOWN_KIND,
        Problem.Severity.WARNING,
        kind + " " + Kind.name(document),
        "kind",
        "kind " + kind + " (expected: Configuration); nothing of it is used");
  }

  private void addFatal(Problem problem) {
    problems.add(
        new Problem(
            problem.location(),
            problem.cause(),
            Problem.Severity.FATAL,
            problem.resource(),
            problem.field(),
            problem.message()));
  }

  /** Puts {@code spec.metrics} on top of {@code spec.metric}: daprd knows both names. */
  private static MappingNode foldMetrics(MappingNode document) {
    Nodes.Entry spec = Nodes.entries(document).get("spec");
    if (spec == null || !(spec.value() instanceof MappingNode sections)) {
      return document;
    }
    var entries = Nodes.entries(sections);
    Nodes.Entry metrics = entries.remove("metrics");
    if (metrics == null) {
      return document;
    }
    entries.merge(
        "metric",
        new Nodes.Entry(Nodes.scalar("metric", metrics.key()), metrics.value()),
        (under, over) -> new Nodes.Entry(over.key(), Nodes.onTopOf(under.value(), over.value())));
    Node folded = Nodes.mapping(sections, entries.values());
    var whole = Nodes.entries(document);
    whole.put("spec", new Nodes.Entry(spec.key(), folded));
    return Nodes.mapping(document, whole.values());
  }

  private String expand(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1) != null ? found.group(1) : found.group(2);
              String value = name == null ? null : environment.apply(name);
              return value == null ? "" : Matcher.quoteReplacement(value);
            });
  }
}
