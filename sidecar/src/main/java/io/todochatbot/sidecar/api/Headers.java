package io.todochatbot.sidecar.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The headers of an HTTP request or the metadata of a gRPC call. */
public interface Headers {
  /** No headers at all. */
  Headers NONE =
      new Headers() {
        @Override
        public Optional<String> first(String name) {
          return Optional.empty();
        }

        @Override
        public Iterable<Map.Entry<String, String>> all() {
          return List.of();
        }
      };

  /** The first value of that name, whatever its case. */
  Optional<String> first(String name);

  /** Every header with every value, in the order received. */
  Iterable<Map.Entry<String, String>> all();
}
