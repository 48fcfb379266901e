package io.todochatbot.resources;

import java.util.List;

/** What all resources of the resources folders have. */
public sealed interface Resource permits Component, Subscription, Resiliency, HttpEndpoint {
  /** The {@code metadata} section. */
  Meta metadata();

  /** The app ids that see this resource; empty for all. */
  List<String> scopes();

  /** Where it begins. */
  Location location();

  /** Returns {@code metadata.name}. */
  default String name() {
    return metadata().name();
  }

  /** Whether the application sees this resource. */
  default boolean visibleTo(String appId) {
    return scopes().isEmpty() || scopes().contains(appId);
  }
}
