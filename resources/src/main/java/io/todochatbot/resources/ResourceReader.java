package io.todochatbot.resources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Collects the resources of several folders and files. */
final class ResourceReader {
  private final List<Component> components = new ArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Resiliency> resiliencies = new ArrayList<>();
  private final List<HttpEndpoint> endpoints = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  Resources result() {
    return new Resources(components, subscriptions, resiliencies, endpoints, problems);
  }

  void readPath(Path path) {
    if (!Files.isDirectory(path)) {
      readFile(path, Problem.Severity.FATAL);
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      files.filter(file -> !Files.isDirectory(file)).sorted().forEach(this::readListed);
    } catch (IOException e) {
      problems.add(unreadable(path, Problem.Severity.FATAL, e));
    }
  }

  void readText(String source, String text) {
    Documents.read(source, text, problems).forEach(this::add);
  }

  static Problem unreadable(Path path, Problem.Severity severity, IOException e) {
    String why =
        e instanceof NoSuchFileException
            ? "no such file or directory"
            : String.valueOf(e.getMessage());
    return new Problem(
        new Location(path.toString(), 0), Problem.Cause.UNREADABLE, severity, "", "", why);
  }

  private void readListed(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      readFile(file, Problem.Severity.ERROR);
    } else {
      Location at = new Location(file.toString(), 0);
      String why = "passed over, since its name doesn't end in .yaml or .yml";
      Problem.Severity note = Problem.Severity.NOTE;
      problems.add(new Problem(at, Problem.Cause.NOT_YAML, note, "", "", why));
    }
  }

  private void readFile(Path file, Problem.Severity ifUnreadable) {
    try {
      readText(file.toString(), Documents.text(file));
    } catch (IOException e) {
      problems.add(unreadable(file, ifUnreadable, e));
    }
  }

  private void add(MappingNode document) {
    Optional<Kind> kind = Kind.of(document);
    if (kind.isEmpty()) {
      problems.add(Kind.unknown(document));
      return;
    }
    String resource = kind.get().describe(document);
    Binder binder = new Binder(resource, Problem.Severity.ERROR, true, problems);
    switch (kind.get()) {
      case COMPONENT -> binder.bind(Component.class, document).ifPresent(components::add);
      case RESILIENCY -> binder.bind(Resiliency.class, document).ifPresent(resiliencies::add);
      case HTTP_ENDPOINT -> binder.bind(HttpEndpoint.class, document).ifPresent(endpoints::add);
      case SUBSCRIPTION_V1 ->
          binder
              .bind(Subscription.V1.class, document)
              .map(Subscription.V1::latest)
              .ifPresent(subscriptions::add);
      case SUBSCRIPTION_V2 ->
          binder.bind(Subscription.class, document).ifPresent(subscriptions::add);
    }
  }
}
