package io.todochatbot.resources;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What resources folders hold, in the order of the folders, their files' names and the documents.
 *
 * @param problems everything that is wrong or was passed over
 */
public record Resources(
    List<Component> components,
    List<Subscription> subscriptions,
    List<Resiliency> resiliencies,
    List<HttpEndpoint> httpEndpoints,
    List<Problem> problems) {
  /** Copies the lists. */
  public Resources {
    components = List.copyOf(components);
    subscriptions = List.copyOf(subscriptions);
    resiliencies = List.copyOf(resiliencies);
    httpEndpoints = List.copyOf(httpEndpoints);
    problems = List.copyOf(problems);
  }

  /**
   * Reads folders (their {@code .yaml} and {@code .yml} files, not their subfolders) and files.
   * Never throws for what is found there: see {@link #problems}.
   */
  public static Resources read(List<Path> paths) {
    ResourceReader reader = new ResourceReader();
    paths.forEach(reader::readPath);
    return reader.result();
  }

  /**
   * Reads one text of YAML or JSON.
   *
   * @param source what locations call it
   */
  public static Resources parse(String source, String text) {
    ResourceReader reader = new ResourceReader();
    reader.readText(source, text);
    return reader.result();
  }

  /**
   * Returns what one application sees: by scope and, for components and endpoints, by namespace.
   * Two of one name are a fatal problem in daprd's words.
   *
   * @param namespace the sidecar's namespace, empty if it has none and all count
   */
  public Resources visibleTo(String appId, Optional<String> namespace) {
    List<Problem> found = new ArrayList<>(problems);
    return new Resources(
        visible(components, "Component", appId, namespace, found),
        subscriptions.stream().filter(s -> s.visibleTo(appId)).toList(),
        resiliencies.stream().filter(r -> r.visibleTo(appId)).toList(),
        visible(httpEndpoints, "HTTPEndpoint", appId, namespace, found),
        found);
  }

  /** Returns the problems that are at least as bad as {@code severity}. */
  public List<Problem> problemsFrom(Problem.Severity severity) {
    return problems.stream().filter(p -> p.severity().compareTo(severity) >= 0).toList();
  }

  private static <R extends Resource> List<R> visible(
      List<R> all, String kind, String appId, Optional<String> namespace, List<Problem> found) {
    Map<String, R> byName = new LinkedHashMap<>();
    for (R resource : all) {
      String own = resource.metadata().namespace();
      if (namespace.isPresent() && !own.isEmpty() && !own.equals(namespace.get())) {
        continue;
      }
      R first = byName.get(resource.name());
      if (first != null) {
        found.add(duplicate(kind, resource, first));
      } else if (resource.visibleTo(appId)) {
        byName.put(resource.name(), resource);
      }
    }
    return List.copyOf(byName.values());
  }

  private static Problem duplicate(String kind, Resource second, Resource first) {
    return new Problem(
        second.location(),
        Problem.Cause.DUPLICATE,
        Problem.Severity.FATAL,
        kind + " " + second.name(),
        "metadata.name",
        "duplicate definition of %s name %s with existing %s"
            .formatted(kind, logName(second), logName(first)));
  }

  private static String logName(Resource resource) {
    return switch (resource) {
      case Component component -> component.logName();
      case HttpEndpoint endpoint -> endpoint.name() + " (" + endpoint.spec().baseUrl() + ")";
      case Subscription subscription -> subscription.name();
      case Resiliency resiliency -> resiliency.name();
    };
  }
}
