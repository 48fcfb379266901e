package io.todochatbot.spi;

import java.util.Map;

/** Brings events from outside to the application. */
public interface InputBinding extends Binding {
  /**
   * Begins to give events to {@code handler}, from any thread and perhaps several at a time, until
   * the reading is closed. Called again after that, it begins anew.
   *
   * @throws ComponentException if it can't begin
   */
  Reading read(Handler handler);

  /** Receives events. */
  @FunctionalInterface
  interface Handler {
    /**
     * Handles an event; blocks until it is known what became of it.
     *
     * @return what the application answered, for bindings whose other side waits for an answer
     * @throws ComponentException if the application could not take it: to be told to the other
     *     side, or to be brought again, as the binding is used to
     */
    byte[] handle(Event event);
  }

  /** Events under way. */
  interface Reading extends AutoCloseable {
    /** Brings no further event; returns when the handlers under way have ended. */
    @Override
    void close();
  }

  /**
   * An event.
   *
   * @param data its bytes, not to be changed
   * @param metadata what came beside it
   */
  record Event(byte[] data, Map<String, String> metadata) {
    /** Copies the map. */
    public Event {
      metadata = Map.copyOf(metadata);
    }
  }
}
