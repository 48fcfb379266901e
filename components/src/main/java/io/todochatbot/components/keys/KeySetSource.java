package io.todochatbot.components.keys;

import java.util.Optional;

/** Where the keys of a set come from. Safe for concurrent use. */
@FunctionalInterface
interface KeySetSource {
  /** The key with that {@code kid}, as JSON. */
  Optional<String> find(String kid);
}
