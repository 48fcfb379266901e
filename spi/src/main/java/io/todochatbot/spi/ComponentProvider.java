package io.todochatbot.spi;

import java.util.List;
import java.util.function.BiFunction;

/**
 * Registers a component type with {@link java.util.ServiceLoader}: its name, its settings and how
 * to make one. A subclass calls the constructor with constants and has a public constructor without
 * parameters.
 *
 * <p>Not generic itself, so that the services file and callers need no wildcard.
 */
public abstract class ComponentProvider {
  /** Reads a settings record from a resource. */
  @FunctionalInterface
  public interface SettingsSource {
    /**
     * Returns the settings.
     *
     * @throws ComponentException naming every entry that is missing or ill-typed
     */
    <S extends Record> S read(Class<S> type);
  }

  private final String type;
  private final List<String> versions;
  private final Class<? extends Record> settings;
  private final BiFunction<SettingsSource, ComponentContext, ? extends Component> create;

  /** Registers {@code type} (such as {@code state.redis}) in version v1. */
  protected <S extends Record> ComponentProvider(
      String type, Class<S> settings, BiFunction<S, ComponentContext, ? extends Component> create) {
    this(type, List.of("v1"), settings, create);
  }

  /** Registers {@code type} in the given versions, the default one first. */
  protected <S extends Record> ComponentProvider(
      String type,
      List<String> versions,
      Class<S> settings,
      BiFunction<S, ComponentContext, ? extends Component> create) {
    this.type = type;
    this.versions = List.copyOf(versions);
    this.settings = settings;
    this.create = (source, context) -> create.apply(source.read(settings), context);
  }

  /** The type as a resource names it, such as {@code state.in-memory}. */
  public final String type() {
    return type;
  }

  /** The values of {@code spec.version} this provider serves. */
  public final List<String> versions() {
    return versions;
  }

  /** The declared settings, for validation and the reference page. */
  public final Class<? extends Record> settings() {
    return settings;
  }

  /**
   * Makes a component.
   *
   * @throws ComponentException if the settings can't be read or the component can't start
   */
  public final Component create(SettingsSource source, ComponentContext context) {
    return create.apply(source, context);
  }
}
