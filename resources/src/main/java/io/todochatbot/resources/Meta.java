package io.todochatbot.resources;

import java.util.Map;

/**
 * A resource's {@code metadata}. Other fields that Kubernetes keeps there are passed over.
 *
 * @param namespace empty for none
 */
@Open
public record Meta(
    @Field(required = true) String name,
    String namespace,
    Map<String, String> labels,
    Map<String, String> annotations) {
  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if the name can't be part of a path
   */
  public Meta {
    if (name.equals(".") || name.equals("..") || name.contains("/") || name.contains("%")) {
      throw new IllegalArgumentException(
          "invalid name \"" + name + "\" (expected: no '/' or '%', not \".\" or \"..\")");
    }
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
