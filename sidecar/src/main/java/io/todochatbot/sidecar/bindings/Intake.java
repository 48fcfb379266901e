package io.todochatbot.sidecar.bindings;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.InputBinding;
import java.util.function.Function;

/** The events of one input binding on their way to the application, until it is closed. */
final class Intake implements AutoCloseable {
  private final InputBinding.Reading reading;
  private final Gate gate;

  private Intake(InputBinding.Reading reading, Gate gate) {
    this.reading = reading;
    this.gate = gate;
  }

  /**
   * Begins to receive.
   *
   * @param handler what becomes of an event
   * @throws ComponentException if the binding can't begin
   */
  static Intake begin(InputBinding binding, Function<InputBinding.Event, byte[]> handler) {
    Gate gate = new Gate(handler);
    return new Intake(binding.read(gate), gate);
  }

  /** Refuses what comes from now on, and waits for the events under way. */
  @Override
  public void close() {
    gate.closed = true;
    reading.close();
  }

  private static final class Gate implements InputBinding.Handler {
    private final Function<InputBinding.Event, byte[]> handler;
    private volatile boolean closed;

    Gate(Function<InputBinding.Event, byte[]> handler) {
      this.handler = handler;
    }

    @Override
    public byte[] handle(InputBinding.Event event) {
      if (closed) {
        throw new ComponentException("input binding is closed");
      }
      return handler.apply(event);
    }
  }
}
