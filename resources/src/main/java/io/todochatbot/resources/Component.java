package io.todochatbot.resources;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A {@code Component}: a store, broker or vault with its settings. */
public record Component(
    Meta metadata,
    @Field(required = true) Spec spec,
    Auth auth,
    List<String> scopes,
    Location location)
    implements Resource {
  /** Copies the list. */
  public Component {
    scopes = List.copyOf(scopes);
  }

  /**
   * The {@code spec} section.
   *
   * @param type such as {@code state.redis}
   * @param version such as {@code v1}; empty if not written, which counts as v1
   * @param ignoreErrors whether the sidecar starts without a component that can't
   * @param initTimeout how long it may take to start; absent, or ill-typed as daprd takes it, for 5
   *     s
   * @param metadata the component's own settings
   */
  public record Spec(
      @Field(required = true) String type,
      String version,
      boolean ignoreErrors,
      @Field(lenient = true, fallback = "5s") Duration initTimeout,
      List<NamedValue> metadata) {
    /** Copies the list. */
    public Spec {
      metadata = List.copyOf(metadata);
    }
  }

  /** Returns {@code spec.type}. */
  public String type() {
    return spec.type();
  }

  /** Returns {@code spec.version}, empty if not written. */
  public String version() {
    return spec.version();
  }

  /** Returns the first metadata entry of that name, whatever the case. */
  public Optional<NamedValue> entry(String name) {
    return spec.metadata().stream().filter(e -> e.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Returns {@code name (type/version)}, as daprd's log names a component. */
  public String logName() {
    return name() + " (" + type() + (version().isEmpty() ? "" : "/" + version()) + ")";
  }
}
