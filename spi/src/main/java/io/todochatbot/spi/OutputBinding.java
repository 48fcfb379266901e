package io.todochatbot.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does something outside at the application's request. */
public interface OutputBinding extends Binding {
  /** The operations it knows, in the order in which a refusal lists them. */
  List<String> operations();

  /**
   * Carries out a request; returns once it is done.
   *
   * @param request one of the {@link #operations}
   * @return what the other side answered; empty where there is nothing to answer
   * @throws Failed if it failed and the other side's answer says more
   * @throws ComponentException if it failed otherwise
   */
  Optional<Result> invoke(Request request);

  /**
   * A request.
   *
   * @param data its bytes, not to be changed; what came over HTTP is JSON
   * @param metadata what is said beside it; the caller's trace is in it as {@code traceparent},
   *     {@code tracestate} and {@code baggage}
   */
  record Request(String operation, byte[] data, Map<String, String> metadata) {
    /** Copies the map. */
    public Request {
      metadata = Map.copyOf(metadata);
    }

    /** An entry of the metadata; empty if absent or blank. */
    public Optional<String> entry(String name) {
      return Optional.ofNullable(metadata.get(name)).filter(value -> !value.isEmpty());
    }
  }

  /**
   * An answer.
   *
   * @param data its bytes, not to be changed
   * @param metadata what is said beside it
   */
  record Result(byte[] data, Map<String, String> metadata) {
    /** Copies the map. */
    public Result {
      metadata = Map.copyOf(metadata);
    }
  }

  /** A failure of which the caller gets to see the other side's metadata too. */
  final class Failed extends ComponentException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> metadata;

    /** Says what failed, and what was answered beside it. */
    public Failed(String message, Map<String, String> metadata) {
      super(message);
      this.metadata = Map.copyOf(metadata);
    }

    /** What was answered beside it. */
    public Map<String, String> metadata() {
      return metadata;
    }
  }
}
