package io.todochatbot.sidecar.bindings;

import io.dapr.v1.CommonProtos;
import java.util.List;

/** Saves the states that an application answers an event with, as if it had saved them itself. */
@FunctionalInterface
public interface StatesGrpc {
  /**
   * Saves {@code states}.
   *
   * @throws io.todochatbot.sidecar.api.DaprError as the state API does
   */
  void save(String store, List<CommonProtos.StateItem> states);
}
