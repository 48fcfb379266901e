package io.todochatbot.sidecar.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private static final Call CALL = new Call(Wire.HTTP, Headers.NONE, Trace.NONE);

  private final List<String> told = new ArrayList<>();

  @Test
  void decodesOnlyBehindEveryInterceptor() {
    Gateway gateway = new Gateway(List.of(teller("outer"), teller("inner")));
    Operation<String, String> operation =
        new Operation<>("Echo", ApiGroup.ALWAYS, (call, text) -> tell("handle", text));
    assertThat(gateway.bind(operation).run(CALL, () -> tell("decode", "x"))).isEqualTo("x");
    assertThat(told).containsExactly("outer", "inner", "decode", "handle");
  }

  @Test
  void decodesNothingForWhomItRefuses() {
    Interceptor refusing =
        new Interceptor() {
          @Override
          public <R> R around(Operation<?, R> operation, Call call, Supplier<R> next) {
            throw new DaprError(ErrorCode.UNAUTHENTICATED, "no");
          }
        };
    Operation<String, String> operation =
        new Operation<>("Echo", ApiGroup.ALWAYS, (call, text) -> text);
    Gateway.Bound<String, String> bound = new Gateway(List.of(refusing)).bind(operation);
    assertThatThrownBy(() -> bound.run(CALL, () -> tell("decode", "x"))).hasMessage("no");
    assertThat(told).isEmpty();
  }

  private Interceptor teller(String name) {
    return new Interceptor() {
      @Override
      public <R> R around(Operation<?, R> operation, Call call, Supplier<R> next) {
        told.add(name);
        return next.get();
      }
    };
  }

  private String tell(String what, String text) {
    told.add(what);
    return text;
  }
}
