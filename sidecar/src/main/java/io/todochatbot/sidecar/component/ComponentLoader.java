package io.todochatbot.sidecar.component;

import io.todochatbot.resources.Component;
import io.todochatbot.resources.NamedValue;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.HttpMiddleware;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Makes components from resources, in their order; one whose secrets are in a store that is not
 * there yet waits for that store. The log lines and messages are daprd's.
 */
public final class ComponentLoader {
  /** A component that can't be made and whose resource doesn't say {@code ignoreErrors}. */
  public static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  /**
   * What is the same for every component of a sidecar.
   *
   * @param context a context whose name, metadata and log stand for none
   * @param environment the environment variables that {@code envRef} may read
   * @param policy gives a component its resiliency policy by name and kind
   * @param metrics counts what is loaded and what is asked of it
   * @param judge throws a {@link ComponentException} for a component whose building block can't use
   *     it as it is configured
   */
  public record Environment(
      ComponentContext context,
      Map<String, String> environment,
      BiFunction<String, Class<?>, Guarded.Policy> policy,
      Metrics metrics,
      Consumer<Loaded> judge) {
    /** Copies the map. */
    public Environment {
      environment = Map.copyOf(environment);
    }
  }

  private final ComponentRegistry registry;
  private final Components components;
  private final Environment environment;
  private final References references;
  private final Log log;

  /** A loader that puts what it makes into {@code components}. */
  public ComponentLoader(
      ComponentRegistry registry, Components components, Environment environment, Log log) {
    this.registry = registry;
    this.components = components;
    this.environment = environment;
    this.references = new References(components, environment.environment(), log);
    this.log = log.scope("dapr.runtime.processor");
  }

  /**
   * Loads every one of them.
   *
   * @throws Failed at the first that can't be made and must not be left out
   */
  public void load(List<Component> resources) throws Failed {
    Map<String, List<Component>> waiting = new LinkedHashMap<>();
    for (Component resource : resources) {
      process(resource, waiting);
    }
    waiting.forEach(
        (store, dependents) ->
            dependents.forEach(
                c ->
                    log.warn(
                        "Component "
                            + c.logName()
                            + " waits for the secret store "
                            + store
                            + ", which is not loaded")));
  }

  private void process(Component resource, Map<String, List<Component>> waiting) throws Failed {
    try {
      processOne(resource, waiting);
    } catch (ComponentException e) {
      String message = "process component " + resource.name() + " error: " + e.getMessage();
      if (!resource.spec().ignoreErrors()) {
        log.warn("Error processing component, daprd will exit gracefully: " + message);
        throw new Failed(message);
      }
      log.error("Ignoring error processing component: " + message);
    }
  }

  private void processOne(Component resource, Map<String, List<Component>> waiting) throws Failed {
    log.debug("Loading component: " + resource.logName());
    Optional<String> missing = missingStore(resource);
    if (missing.isPresent()) {
      waiting.computeIfAbsent(missing.get(), s -> new ArrayList<>()).add(resource);
      return;
    }
    if (!Kind.known(resource.type())) {
      throw new ComponentException("incorrect type " + resource.type());
    }
    try {
      components.put(create(resource));
    } catch (ComponentException e) {
      log.error("Failed to init component " + resource.logName() + ": " + e.getMessage());
      throw new ComponentException(failure("INIT", resource, e), e);
    }
    log.info("Component loaded: " + resource.logName());
    environment.metrics().runtime().componentLoaded(resource.type());
    for (Component dependent :
        Optional.ofNullable(waiting.remove(resource.name())).orElse(List.of())) {
      process(dependent, waiting);
    }
  }

  private Guarded<?> create(Component resource) {
    String version = resource.version();
    Optional<ComponentProvider> provider = registry.find(resource.type(), version);
    Optional<Kind> kind = Kind.of(resource.type());
    if (provider.isEmpty() || kind.isEmpty()) {
      failed(resource, "creation");
      throw unknown(resource);
    }
    Map<String, String> metadata = metadata(resource);
    ComponentContext context = context(resource.name(), metadata);
    io.todochatbot.spi.Component made;
    try {
      made = provider.get().create(new SettingsReader(metadata), context);
    } catch (ComponentException e) {
      failed(resource, "init");
      throw kind.get().type() == HttpMiddleware.class
          ? notCreated(resource, "error creating " + named(resource) + ": " + e.getMessage())
          : new ComponentException(failure("INIT", resource, e), e);
    }
    Loaded info = loaded(resource, version, metadata, kind.get(), made);
    try {
      environment.judge().accept(info);
    } catch (ComponentException e) {
      made.close();
      failed(resource, "init");
      throw new ComponentException(failure("INIT", resource, e), e);
    }
    return new Guarded<>(
        info,
        made,
        environment.policy().apply(resource.name(), kind.get().type()),
        environment.metrics().components().of(resource.type(), resource.name()));
  }

  private static Loaded loaded(
      Component resource,
      String version,
      Map<String, String> metadata,
      Kind kind,
      io.todochatbot.spi.Component made) {
    return new Loaded(
        resource.name(),
        resource.type(),
        version,
        metadata,
        kind.capabilities(made, metadata),
        kind.type(),
        resource.spec().metadata().stream()
            .anyMatch(e -> e.value().orElse("").contains("{namespace}")),
        secretNames(resource));
  }

  private void failed(Component resource, String step) {
    environment.metrics().runtime().componentFailed(resource.type(), resource.name(), step);
  }

  private static ComponentException unknown(Component resource) {
    return Kind.of(resource.type()).filter(k -> k.type() == HttpMiddleware.class).isPresent()
        ? notCreated(resource, named(resource) + " has not been registered")
        : new ComponentException(
            failure(
                "CREATE", resource, new ComponentException("couldn't find " + named(resource))));
  }

  /** As daprd says it of middleware. */
  private static ComponentException notCreated(Component resource, String why) {
    return new ComponentException(
        failure(
            "CREATE",
            resource,
            new ComponentException("process component " + resource.name() + " error: " + why)));
  }

  /** Its kind, type and version. */
  private static String named(Component resource) {
    String version = resource.version().isEmpty() ? "v1" : resource.version();
    return Kind.noun(resource.type()) + " " + resource.type() + "/" + version;
  }

  private ComponentContext context(String name, Map<String, String> metadata) {
    ComponentContext shared = environment.context();
    return new ComponentContext(
        name,
        shared.appId(),
        shared.namespace(),
        shared.instance(),
        shared.clock(),
        metadata,
        shared.log());
  }

  private static String failure(String step, Component resource, ComponentException cause) {
    return "["
        + step
        + "_COMPONENT_FAILURE]: initialization error occurred for "
        + resource.logName()
        + ": "
        + cause.getMessage();
  }

  /** The secret store that this resource's secrets are in, unless it is loaded. */
  private Optional<String> missingStore(Component resource) {
    boolean needsSecrets =
        resource.spec().metadata().stream().anyMatch(e -> e.secretKeyRef().isPresent());
    String store = resource.auth().secretStore();
    if (!needsSecrets || references.has(store, "Component " + resource.name())) {
      return Optional.empty();
    }
    return store.isEmpty() ? Optional.empty() : Optional.of(store);
  }

  private Map<String, String> metadata(Component resource) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (NamedValue entry : resource.spec().metadata()) {
      metadata.put(entry.name(), value(resource, entry));
    }
    return metadata;
  }

  private static Map<String, String> secretNames(Component resource) {
    Map<String, String> names = new HashMap<>();
    for (NamedValue entry : resource.spec().metadata()) {
      entry.secretKeyRef().ifPresent(secret -> names.put(entry.name(), secret.name()));
    }
    return names;
  }

  private String value(Component resource, NamedValue entry) {
    String text = references.value(resource.auth().secretStore(), entry);
    if (entry.secretKeyRef().isPresent() || entry.envRef().isPresent()) {
      return text;
    }
    return text.indexOf('{') < 0
        ? text
        : text.replace("{uuid}", UUID.randomUUID().toString())
            .replace("{podName}", environment.environment().getOrDefault("POD_NAME", ""))
            .replace("{namespace}", namespaced());
  }

  /** What daprd puts for {@code {namespace}}: the namespace and the app id. */
  private String namespaced() {
    ComponentContext context = environment.context();
    return (context.namespace().isEmpty() ? "default" : context.namespace())
        + "."
        + context.appId();
  }
}
