package io.todochatbot.sidecar.bindings;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputOverHttpTest {
  private static final List<String> INPUT = List.of("INPUT_BINDING", "OUTPUT_BINDING");

  private AppOverHttp app;
  private final Tower tower = new Tower(2);

  @BeforeEach
  void open() throws IOException {
    app = new AppOverHttp();
  }

  @AfterEach
  void close() {
    tower.inputs.close();
    app.close();
  }

  @ParameterizedTest
  @CsvSource({"200,true", "204,true", "405,true", "404,false", "400,false", "500,false"})
  void readsOnlyWhatTheApplicationTakes(int status, boolean read) {
    app.probeStatus = status;
    Bell bell = tower.bell("bell", INPUT, Map.of());
    tower.inputs.start(app.channel);
    assertThat(bell.isRead()).isEqualTo(read);
    AppOverHttp.Received probe = app.received.getFirst();
    assertThat(probe.method() + " " + probe.uri()).isEqualTo("OPTIONS /bell");
    assertThat(probe.header("content-type")).isEqualTo("application/json");
    assertThat(probe.headers()).doesNotContainKey("traceparent");
    assertThat(tower.logged().contains("app has not subscribed to binding bell.")).isEqualTo(!read);
  }

  @Test
  void doesNotAskWhereTheResourceSaysSo() {
    app.probeStatus = 404;
    Bell in = tower.bell("in", INPUT, Map.of("Direction", "output, Input"));
    Bell out = tower.bell("out", List.of("OUTPUT_BINDING"), Map.of("direction", "output"));
    tower.inputs.start(app.channel);
    assertThat(in.isRead()).isTrue();
    assertThat(out.isRead()).isFalse();
    assertThat(app.received).isEmpty();
  }

  @Test
  void deliversToTheRouteWithTokenMetadataAndTrace() throws Exception {
    Bell bell = tower.bell("bell", INPUT, Map.of("route", "/my/route?x=1"));
    tower.inputs.start(app.channel);
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    Map<String, String> metadata = Map.of("tone", "a", "traceparent", parent);
    assertThat(bell.ring("{\"n\":1}", metadata).get(5, SECONDS)).isEqualTo("thanks");
    AppOverHttp.Received event = app.events().getFirst();
    assertThat(event.uri()).isEqualTo("/my/route?x=1");
    assertThat(event.body()).isEqualTo("{\"n\":1}");
    assertThat(event.header("content-type")).isEqualTo("application/json");
    assertThat(event.header("tone")).isEqualTo("a");
    assertThat(event.header("dapr-api-token")).isEqualTo("t0ken");
    assertThat(event.header("traceparent"))
        .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
        .isNotEqualTo(parent);
  }

  @Test
  void triesAgainAsThePolicySays() throws Exception {
    Bell bell = tower.bell("bell", INPUT, Map.of());
    app.statuses.addAll(0, List.of(503));
    tower.inputs.start(app.channel);
    assertThat(bell.ring("a", Map.of()).get(5, SECONDS)).isEqualTo("thanks");
    app.statuses.addAll(0, List.of(503, 404));
    Future<String> refused = bell.ring("a", Map.of());
    assertThatThrownBy(() -> refused.get(5, SECONDS))
        .hasMessageEndingWith(
            "fails to send binding event to http app channel, status code: 404 body: thanks");
    assertThat(app.events()).hasSize(4);
  }

  @Test
  void tellsTheBindingThatNobodyIsThere() {
    Bell bell = tower.bell("bell", INPUT, Map.of("direction", "input"));
    tower.inputs.start(app.channel);
    app.close();
    Future<String> lost = bell.ring("a", Map.of());
    assertThatThrownBy(() -> lost.get(5, SECONDS)).hasMessageContaining("error invoking app: ");
  }

  @Test
  void waitsForWhatIsUnderWayAndRefusesWhatComesLater() throws Exception {
    Bell bell = tower.bell("bell", INPUT, Map.of());
    tower.inputs.start(app.channel);
    app.release = new CountDownLatch(1);
    Future<String> underWay = bell.ring("a", Map.of());
    await().until(() -> app.events().size() == 1);
    Thread closing = Thread.startVirtualThread(tower.inputs::close);
    await().until(() -> !bell.isRead());
    assertThat(closing.join(Duration.ofMillis(20))).as("closed while an event is out").isFalse();
    Future<String> late = bell.ring("b", Map.of());
    assertThatThrownBy(() -> late.get(5, SECONDS)).hasMessageEndingWith("input binding is closed");
    app.release.countDown();
    closing.join();
    assertThat(underWay.get(5, SECONDS)).isEqualTo("thanks");
    tower.inputs.start(app.channel);
    assertThat(bell.isRead()).as("closed for good").isFalse();
  }

  @Test
  void readsAgainOnceTheApplicationIsWell() throws Exception {
    Bell bell = tower.bell("bell", INPUT, Map.of());
    tower.inputs.start(app.channel);
    tower.inputs.start(app.channel);
    tower.inputs.stop();
    assertThat(bell.isRead()).isFalse();
    tower.inputs.start(app.channel);
    assertThat(bell.ring("a", Map.of()).get(5, SECONDS)).isEqualTo("thanks");
    assertThat(app.received).filteredOn(r -> r.method().equals("OPTIONS")).hasSize(2);
  }
}
