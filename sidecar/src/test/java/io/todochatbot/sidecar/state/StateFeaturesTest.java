package io.todochatbot.sidecar.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.dapr.v1.CommonProtos;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprPubsubProtos;
import io.dapr.v1.DaprStateProtos;
import io.grpc.stub.StreamObserver;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import io.todochatbot.sidecar.SidecarBuilder;
import io.todochatbot.sidecar.SidecarFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key prefixes, encryption and listing through a whole sidecar, over both wires. */
final class StateFeaturesTest {
  private static final String KEY = "000102030405060708090a0b0c0d0e0f";

  @TempDir Path folder;

  @Test
  void keyPrefixesDecideWhoSharesAKey() {
    String[] strategies = {"none", "name", "namespace", "appid", "Shared"};
    String[] stored = {"k", "s2||k", "team.my-app||k", "my-app||k", "shared||k"};
    List<String> resources = new ArrayList<>();
    for (int i = 0; i < strategies.length; i++) {
      resources.add(sqlite("s" + (i + 1), "keyPrefix", strategies[i]));
    }
    try (Rig rig =
        Rig.start(
            builder(resources.toArray(String[]::new)).environment(Map.of("NAMESPACE", "team")))) {
      for (int i = 1; i <= strategies.length; i++) {
        assertThat(Rig.told(rig.post("/v1.0/state/s" + i, "[{\"key\":\"k\",\"value\":1}]")))
            .isEqualTo("204");
        assertThat(rig.get("/v1.0/state/s" + i + "/k").body()).isEqualTo("1");
        assertThat(rows("s" + i).getFirst()).isEqualTo(stored[i - 1]);
      }
    }
  }

  @Test
  void refusesAKeyPrefixWithTheSeparatorInDaprdsWords() {
    String bad =
        Rig.component(
            "bad", "state.in-memory", "metadata:", "- name: keyPrefix", "  value: 'a||b'");
    assertThatThrownBy(() -> Rig.start(builder(bad)).close())
        .isInstanceOf(SidecarFailure.class)
        .hasMessageContaining(
            "process component bad error: [INIT_COMPONENT_FAILURE]: initialization error occurred"
                + " for bad (state.in-memory/v1): [INIT_COMPONENT_FAILURE]: initialization error"
                + " occurred for bad (state.in-memory/v1): failed to save lock keyprefix: api"
                + " error: code = InvalidArgument desc = input key/keyPrefix 'a||b' can't contain"
                + " '||'");
  }

  @Test
  void encryptsWhatTheStoreKeepsAndShowsItPlainOverBothWires() throws IOException {
    try (Rig rig = Rig.start(builder(secrets(), encrypted()))) {
      rig.post("/v1.0/state/enc", "[{\"key\":\"a\",\"value\":\"secret-a\"}]");
      rig.post(
          "/v1.0/state/enc/transaction",
          "{\"operations\":[{\"operation\":\"upsert\",\"request\":"
              + "{\"key\":\"b\",\"value\":{\"n\":12345678901234567890}}}]}");
      rig.grpc()
          .saveState(
              DaprStateProtos.SaveStateRequest.newBuilder()
                  .setStoreName("enc")
                  .addStates(
                      CommonProtos.StateItem.newBuilder()
                          .setKey("c")
                          .setValue(ByteString.copyFromUtf8("secret-c")))
                  .build());

      assertThat(rows("enc")).hasSize(6).noneMatch(r -> r.contains("secret") || r.contains("1234"));
      assertThat(rig.get("/v1.0/state/enc/a").body()).isEqualTo("secret-a");
      assertThat(rig.get("/v1.0/state/enc/b").body()).isEqualTo("{\"n\":12345678901234567890}");
      assertThat(
              rig.grpc()
                  .getState(
                      DaprStateProtos.GetStateRequest.newBuilder()
                          .setStoreName("enc")
                          .setKey("c")
                          .build())
                  .getData()
                  .toStringUtf8())
          .isEqualTo("secret-c");
      assertThat(rig.post("/v1.0/state/enc/bulk", "{\"keys\":[\"a\",\"b\"]}").body())
          .contains("\"data\":\"secret-a\"", "\"data\":{\"n\":12345678901234567890}");
      assertThat(rig.logged()).doesNotContain(KEY, "secret-a", "secret-c");
    }
  }

  @Test
  void listsOnlyTheCallersKeysPageByPage() throws IOException {
    try (Rig rig = Rig.start(listing())) {
      rig.post(
          "/v1.0/state/all",
          "[{\"key\":\"u1\",\"value\":1},{\"key\":\"u2\",\"value\":1},{\"key\":\"x\",\"value\":1}]");
      assertThat(rig.get("/v1.0/state/all").body()).isEqualTo("{\"keys\":[\"u1\",\"u2\",\"x\"]}");
      assertThat(rig.get("/v1.0/state/all?prefix=u&limit=1").body())
          .isEqualTo("{\"keys\":[\"u1\"],\"after\":\"u1\"}");
      assertThat(rig.get("/v1.0/state/all?prefix=u&limit=1&after=u1").body())
          .isEqualTo("{\"keys\":[\"u2\"]}");
      assertThat(Rig.told(rig.get("/v1.0/state/all?limit=0")))
          .startsWith("400 ")
          .contains("ERR_MALFORMED_REQUEST", "limit must be a whole number from 1 to 1000");
      assertThat(Rig.told(rig.get("/v1.0/state/nowhere"))).contains("ERR_STATE_STORE_NOT_FOUND");
    }
  }

  @Test
  void withoutTheFeatureListingIsNotThere() {
    try (Rig rig = Rig.start(builder(sqlite("all", "keyPrefix", "appid")))) {
      assertThat(Rig.told(rig.get("/v1.0/state/all")))
          .startsWith("404 ")
          .contains("ERR_DIRECT_INVOKE");
    }
  }

  @Test
  void publishesTheEventsOfATransactionWithoutAnApp() {
    String store =
        Rig.component(
            "box",
            "state.in-memory",
            "metadata:",
            "- name: outboxPublishPubsub",
            "  value: broker",
            "- name: outboxPublishTopic",
            "  value: orders");
    try (Rig rig = Rig.start(builder(store, Rig.component("broker", "pubsub.in-memory")))) {
      List<String> received = new CopyOnWriteArrayList<>();
      var requests =
          DaprGrpc.newStub(rig.channel()).subscribeTopicEventsAlpha1(new Collecting(received));
      requests.onNext(
          DaprPubsubProtos.SubscribeTopicEventsRequestAlpha1.newBuilder()
              .setInitialRequest(
                  DaprPubsubProtos.SubscribeTopicEventsRequestInitialAlpha1.newBuilder()
                      .setPubsubName("broker")
                      .setTopic("orders"))
              .build());
      await().until(() -> received.contains("ready"));
      assertThat(
              Rig.told(
                  rig.post(
                      "/v1.0/state/box/transaction",
                      "{\"operations\":[{\"operation\":\"upsert\",\"request\":"
                          + "{\"key\":\"1\",\"value\":\"2\"}}]}")))
          .isEqualTo("204");
      await().until(() -> received.contains("2"));
      requests.onCompleted();
    }
  }

  private SidecarBuilder listing() throws IOException {
    Path configuration = Files.createDirectories(folder.resolve("config")).resolve("c.yaml");
    Files.writeString(
        configuration,
        """
        apiVersion: dapr.io/v1alpha1
        kind: Configuration
        metadata:
          name: c
        spec:
          features:
            - name: StateListKeys
              enabled: true
        """);
    return builder(sqlite("all", "keyPrefix", "appid")).flag("config", configuration.toString());
  }

  private SidecarBuilder builder(String... resources) {
    try {
      Path into = Files.createDirectories(folder.resolve("resources"));
      return Sidecar.builder().appId("my-app").resources(Rig.write(into, resources));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String sqlite(String name, String setting, String value) {
    return Rig.component(
        name,
        "state.sqlite",
        "metadata:",
        "- name: connectionString",
        "  value: '" + file(name) + "'",
        "- name: " + setting,
        "  value: '" + value + "'");
  }

  private String encrypted() {
    return Rig.component(
            "enc",
            "state.sqlite",
            "metadata:",
            "- name: connectionString",
            "  value: '" + file("enc") + "'",
            "- name: primaryEncryptionKey",
            "  secretKeyRef:",
            "    name: key1",
            "    key: key1")
        .replace("---\n", "auth:\n  secretStore: secrets\n---\n");
  }

  private String secrets() throws IOException {
    Path file = folder.resolve("secrets.json");
    Files.writeString(file, "{\"key1\":\"" + KEY + "\"}");
    return Rig.component(
        "secrets",
        "secretstores.local.file",
        "metadata:",
        "- name: secretsFile",
        "  value: '" + file + "'");
  }

  private Path file(String name) {
    return folder.resolve(name + ".db");
  }

  /** Keys and values by turns, as they stand in the file. */
  private List<String> rows(String name) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(name));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT key, value FROM state")) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
        all.add(new String(rows.getBytes(2), StandardCharsets.UTF_8));
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the data of each event; {@code ready} once the subscription stands. */
  private record Collecting(List<String> received)
      implements StreamObserver<DaprPubsubProtos.SubscribeTopicEventsResponseAlpha1> {
    @Override
    public void onNext(DaprPubsubProtos.SubscribeTopicEventsResponseAlpha1 response) {
      received.add(
          response.hasEventMessage()
              ? response.getEventMessage().getData().toStringUtf8()
              : "ready");
    }

    @Override
    public void onError(Throwable fault) {
      received.add("fault " + fault.getMessage());
    }

    @Override
    public void onCompleted() {
      received.add("end");
    }
  }
}
