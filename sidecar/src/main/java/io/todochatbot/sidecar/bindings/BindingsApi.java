package io.todochatbot.sidecar.bindings;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Direction;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.spi.Binding;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.OutputBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Dapr's bindings API does, once, for every wire. */
public final class BindingsApi {
  /** What an output binding is asked to do; {@code operation} is empty if the caller named none. */
  record Invoke(String name, String operation, byte[] data, Map<String, String> metadata) {
    Invoke {
      metadata = Map.copyOf(metadata);
    }
  }

  final Operation<Invoke, Optional<OutputBinding.Result>> invoke =
      new Operation<>("InvokeBinding", ApiGroup.v1("bindings"), this::invoke);

  private final Components components;

  /** The bindings API over the output bindings in {@code components}. */
  public BindingsApi(Components components) {
    this.components = components;
  }

  /**
   * Has an output binding carry out a request.
   *
   * @throws ComponentException if there is no such binding, it doesn't know the operation, or fails
   */
  Optional<OutputBinding.Result> send(String name, OutputBinding.Request request) {
    if (request.operation().isEmpty()) {
      throw new ComponentException.BadRequest("operation field is missing from request");
    }
    Guarded<Binding> binding =
        components
            .find(Binding.class, name)
            .filter(found -> Direction.OUTPUT.of(found.info()))
            .orElseThrow(
                () -> new ComponentException.NotFound("couldn't find output binding " + name));
    List<String> operations = binding.bare(b -> output(b).operations());
    if (!operations.contains(request.operation())) {
      throw new ComponentException.BadRequest(
          "binding "
              + name
              + " does not support operation "
              + request.operation()
              + ". supported operations:"
              + String.join(" ", operations));
    }
    return binding.call("invoke", b -> output(b).invoke(request));
  }

  private Optional<OutputBinding.Result> invoke(Call call, Invoke request) {
    try {
      return send(
          request.name(),
          new OutputBinding.Request(
              request.operation(), request.data(), CallMetadata.of(call, request.metadata())));
    } catch (OutputBinding.Failed e) {
      throw refusal(request.name(), e, headers(e.metadata()));
    } catch (ComponentException e) {
      throw refusal(request.name(), e, List.of());
    }
  }

  /** A binding's metadata as the headers of an answer, on both wires. */
  static List<Map.Entry<String, String>> headers(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .map(entry -> Map.entry("metadata." + entry.getKey(), entry.getValue()))
        .toList();
  }

  private static DaprError refusal(
      String name, ComponentException cause, List<Map.Entry<String, String>> headers) {
    return new DaprError(
        ErrorCode.INVOKE_OUTPUT_BINDING,
        "error invoking output binding " + name + ": " + cause.getMessage(),
        cause,
        List.of(),
        headers);
  }

  private static OutputBinding output(Binding binding) {
    return (OutputBinding) binding;
  }
}
