package io.todochatbot.sidecar.bindings;

import io.dapr.v1.DaprAppCallbackProtos.BindingEventResponse;
import io.dapr.v1.DaprAppCallbackProtos.BindingEventResponse.BindingEventConcurrency;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.OutputBinding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Does what an application answers an event with: saves states and passes data to output bindings.
 * What fails is logged; the event counts as taken all the same.
 */
final class AnswersGrpc {
  private static final byte[] NOTHING = "null".getBytes(StandardCharsets.UTF_8);

  private final BindingsApi bindings;
  private final StatesGrpc states;
  private final Log log;

  AnswersGrpc(BindingsApi bindings, StatesGrpc states, Log log) {
    this.bindings = bindings;
    this.states = states;
    this.log = log;
  }

  /** Returns when all is done, so that nothing is lost when the sidecar ends behind it. */
  void carryOut(BindingEventResponse answer) {
    if (answer.getStatesCount() > 0) {
      save(answer);
    }
    byte[] data = answer.getData().isEmpty() ? NOTHING : answer.getData().toByteArray();
    if (answer.getConcurrency() == BindingEventConcurrency.PARALLEL) {
      sideBySide(answer.getToList(), data);
    } else {
      oneAfterAnother(answer.getToList(), data);
    }
  }

  private void save(BindingEventResponse answer) {
    try {
      states.save(answer.getStoreName(), answer.getStatesList());
    } catch (DaprError e) {
      log.error("error saving state from app response: " + e.getMessage());
    }
  }

  private void oneAfterAnother(List<String> names, byte[] data) {
    try {
      names.forEach(name -> send(name, data));
    } catch (ComponentException e) {
      log.error("error executing app response: " + e.getMessage());
    }
  }

  private void sideBySide(List<String> names, byte[] data) {
    List<Thread> sending =
        names.stream()
            .map(name -> Thread.startVirtualThread(() -> oneAfterAnother(List.of(name), data)))
            .toList();
    try {
      for (Thread thread : sending) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String name, byte[] data) {
    bindings.send(name, new OutputBinding.Request("create", data, Map.of()));
  }
}
