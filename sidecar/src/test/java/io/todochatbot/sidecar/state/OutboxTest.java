package io.todochatbot.sidecar.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import io.todochatbot.spi.StateStore;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An outbox whose process dies at each of its steps; what comes next is another outbox's start. */
final class OutboxTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z"));

  private final FragileStore store = new FragileStore();
  private final List<byte[]> published = new ArrayList<>();
  private boolean brokerDown;
  private final Guarded<StateStore> guarded =
      new Guarded<>(
          new Loaded(
              "store",
              "state.fake",
              "v1",
              Map.of("outboxPublishPubsub", "broker", "outboxPublishTopic", "orders"),
              List.of("TRANSACTIONAL", "KEYS_LIKE"),
              StateStore.class),
          store,
          Guarded.Policy.NONE);
  private final Components components = components();

  @Test
  void publishesTheEventOnceAndLeavesNothingBehind() {
    save(api(outbox()), "k", "\"v\"", Map.of());
    assertThat(data()).containsExactly("v");
    assertThat(store.values.keySet()).containsExactly("app||k");
    sweep(outbox());
    assertThat(published).hasSize(1);
  }

  @Test
  void aDeathBeforeTheTransactionLeavesNeitherStateNorEvent() {
    store.dieAt = FragileStore.Step.BEFORE_COMMIT;
    assertThatThrownBy(() -> save(api(outbox()), "k", "1", Map.of())).isInstanceOf(DaprError.class);
    restart();
    assertThat(store.values).isEmpty();
    assertThat(published).isEmpty();
  }

  @Test
  void aDeathRightAfterTheCommitStillPublishesAtTheNextStart() {
    store.dieAt = FragileStore.Step.AFTER_COMMIT;
    assertThatThrownBy(() -> save(api(outbox()), "k", "1", Map.of())).isInstanceOf(DaprError.class);
    assertThat(published).isEmpty();
    restart();
    assertThat(data()).containsExactly("1");
    assertThat(store.values.keySet()).containsExactly("app||k");
  }

  @Test
  void aDeathBetweenPublishingAndForgettingPublishesTheSameEventAgain() {
    store.dieAt = FragileStore.Step.DELETE;
    save(api(outbox()), "k", "1", Map.of());
    restart();
    assertThat(published).hasSize(2);
    assertThat(published.getFirst()).isEqualTo(published.getLast());
    assertThat(store.values.keySet()).containsExactly("app||k");
  }

  @Test
  void aBrokerThatIsDownDelaysEventsAndKeepsTheirOrder() {
    Outbox outbox = outbox();
    StateApi api = api(outbox);
    brokerDown = true;
    save(api, "k", "1", Map.of());
    brokerDown = false;
    save(api, "k", "2", Map.of());
    assertThat(published).isEmpty();
    sweep(outbox);
    assertThat(data()).containsExactly("1", "2");
    save(api, "k", "3", Map.of());
    assertThat(data()).containsExactly("1", "2", "3");
  }

  @Test
  void leavesTheEventsOfOtherApplicationsAlone() {
    store.dieAt = FragileStore.Step.AFTER_COMMIT;
    Outbox other = outbox("other");
    assertThatThrownBy(() -> save(new StateApi(components, "other", "", other), "k", "1", Map.of()))
        .isInstanceOf(DaprError.class);
    restart();
    assertThat(published).isEmpty();
    sweep(outbox("other"));
    assertThat(published).hasSize(1);
  }

  @Test
  void metadataOverridesFieldsExceptIdAndData() {
    save(
        api(outbox()),
        "k",
        "12345678901234567890",
        Map.of("id", "x", "data", "x", "type", "mine", "outbox.cloudevent.more", "m"));
    JsonNode event = Json.parse(published.getFirst(), "");
    assertThat(event.path("id").asText()).startsWith("outbox-");
    assertThat(event.path("data").asText()).isEqualTo("12345678901234567890");
    assertThat(event.path("type").asText()).isEqualTo("mine");
    assertThat(event.path("outbox.cloudevent.more").asText()).isEqualTo("m");
    assertThat(event.path("topic").asText()).isEqualTo("orders");
    assertThat(event.path("source").asText()).isEqualTo("app");
  }

  @Test
  void keepsAllDigitsOfJsonData() {
    save(
        api(outbox()),
        "k",
        "{\"n\":12345678901234567890}",
        Map.of("contentType", "application/json"));
    assertThat(new String(published.getFirst(), UTF_8))
        .contains("\"data\":{\"n\":12345678901234567890}");
  }

  @Test
  void aProjectionShapesTheEventAndNotTheState() {
    transact(
        api(outbox()),
        upsert("k", "\"state\"", Map.of()),
        upsert("k", "\"shown\"", Map.of("outbox.projection", "true")));
    assertThat(data()).containsExactly("shown");
    assertThat(store.values.get("app||k")).asString(UTF_8).isEqualTo("\"state\"");
  }

  @Test
  void removalsHaveNoEvent() {
    transact(
        api(outbox()),
        new StateApi.Step(
            "delete", new StateItem("k", new byte[0], Optional.empty(), "", "", Map.of())));
    assertThat(published).isEmpty();
  }

  @Test
  void refusesTheTransactionWhenItsBrokerIsNotThere() {
    components.remove("broker");
    assertThatThrownBy(() -> save(api(outbox()), "k", "1", Map.of()))
        .hasMessage("error while publishing outbox message: pubsub 'broker' not found");
    assertThat(store.values).isEmpty();
  }

  @Test
  void refusesAStoreThatCouldLoseEvents() {
    Loaded info = guarded.info();
    Loaded without =
        new Loaded(
            "store",
            "state.fake",
            "v1",
            info.metadata(),
            List.of("TRANSACTIONAL"),
            StateStore.class);
    assertThatThrownBy(() -> StateApi.judge(without))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("KEYS_LIKE");
  }

  private Outbox outbox() {
    return outbox("app");
  }

  private Outbox outbox(String appId) {
    return new Outbox(
        components,
        (pubsub, topic, event, contentType) -> {
          if (brokerDown) {
            throw new ComponentException("the broker is down");
          }
          published.add(event);
        },
        appId,
        "",
        CLOCK,
        new Log(
            new Log.Sink(
                "app",
                "host",
                "1",
                Log.Level.ERROR,
                false,
                new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                CLOCK),
            "test"));
  }

  private StateApi api(Outbox outbox) {
    return new StateApi(components, "app", "", outbox);
  }

  private void restart() {
    store.dieAt = FragileStore.Step.NEVER;
    sweep(outbox());
  }

  private void sweep(Outbox outbox) {
    outbox.sweep(guarded, new OutboxSettings("broker", "orders"), key -> true);
  }

  private List<String> data() {
    return published.stream().map(e -> Json.parse(e, "").path("data").asText()).toList();
  }

  private static void save(StateApi api, String key, String json, Map<String, String> metadata) {
    transact(api, upsert(key, json, metadata));
  }

  private static StateApi.Step upsert(String key, String json, Map<String, String> metadata) {
    return new StateApi.Step(
        "upsert", new StateItem(key, json.getBytes(UTF_8), Optional.empty(), "", "", metadata));
  }

  private static void transact(StateApi api, StateApi.Step... steps) {
    new Gateway(List.of())
        .bind(api.transaction)
        .run(
            new Call(Wire.HTTP, Headers.NONE, Trace.NONE),
            () -> new StateApi.Transaction("store", () -> List.of(steps)));
  }

  private Components components() {
    Components all = new Components();
    all.put(guarded);
    PubSub nothing =
        new PubSub() {
          @Override
          public void publish(Message message) {
            throw new ComponentException("only its presence matters");
          }

          @Override
          public Subscription subscribe(
              String topic, Map<String, String> metadata, Handler handler) {
            throw new ComponentException("only its presence matters");
          }
        };
    all.put(
        new Guarded<>(
            new Loaded("broker", "pubsub.fake", "v1", Map.of(), List.of(), PubSub.class),
            nothing,
            Guarded.Policy.NONE));
    return all;
  }
}
