package io.todochatbot.sidecar.bindings;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.dapr.v1.AppCallbackGrpc;
import io.dapr.v1.DaprAppCallbackProtos.BindingEventRequest;
import io.dapr.v1.DaprAppCallbackProtos.BindingEventResponse;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.AppFailure;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.resiliency.Attempt;
import io.todochatbot.sidecar.resiliency.Judgement;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.resiliency.Stopped;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.InputBinding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Input bindings of an application that speaks gRPC; asks it once which ones it takes. */
final class DeliveryGrpc implements AppDelivery {
  private final AppChannel.Grpc app;
  private final Function<String, Policy> policies;
  private final AnswersGrpc answers;
  private volatile Optional<Set<String>> taken = Optional.empty();

  /**
   * A way to {@code app}.
   *
   * @param policies the policy for deliveries of the binding of that name
   */
  DeliveryGrpc(AppChannel.Grpc app, Function<String, Policy> policies, AnswersGrpc answers) {
    this.app = app;
    this.policies = policies;
    this.answers = answers;
  }

  @Override
  public boolean takes(Source source) {
    Set<String> names = taken.orElseGet(this::ask);
    taken = Optional.of(names);
    return names.contains(source.binding());
  }

  @Override
  public byte[] deliver(Source source, InputBinding.Event event, Trace trace) {
    BindingEventRequest request =
        BindingEventRequest.newBuilder()
            .setName(source.binding())
            .setData(ByteString.copyFrom(event.data()))
            .putAllMetadata(event.metadata())
            .build();
    BindingEventResponse answer;
    try {
      answer =
          policies
              .apply(source.binding())
              .run(
                  new Delivering(
                      () ->
                          app.call(
                              AppCallbackGrpc.getOnBindingEventMethod(),
                              request,
                              List.of(),
                              trace)));
    } catch (AppFailure e) {
      throw new ComponentException("error invoking app: " + e.words(), e);
    } catch (AppUnreachable | Stopped e) {
      throw new ComponentException("error invoking app: " + e.getMessage(), e);
    }
    answers.carryOut(answer);
    return answer.getData().toByteArray();
  }

  /** An application that gives no answer takes none, as with daprd. */
  private Set<String> ask() {
    try {
      return Set.copyOf(
          app.call(
                  AppCallbackGrpc.getListInputBindingsMethod(),
                  Empty.getDefaultInstance(),
                  List.of(),
                  Trace.NONE)
              .getBindingsList());
    } catch (AppFailure | AppUnreachable unanswered) {
      return Set.of();
    }
  }

  private record Delivering(Supplier<BindingEventResponse> call)
      implements Attempt<BindingEventResponse> {
    @Override
    public BindingEventResponse make() {
      return call.get();
    }

    /** What is neither the application's nor the way's is a fault of ours. */
    @Override
    public Judgement judge(RuntimeException failure) {
      return switch (failure) {
        case AppFailure refused -> Judgement.failed(refused.status().getCode());
        case AppUnreachable ignored -> Judgement.FAILED;
        default -> Judgement.FINAL;
      };
    }
  }
}
