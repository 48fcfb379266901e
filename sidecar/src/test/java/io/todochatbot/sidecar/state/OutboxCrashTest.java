package io.todochatbot.sidecar.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.dapr.v1.CommonProtos.StateItem;
import io.dapr.v1.DaprStateProtos.ExecuteStateTransactionRequest;
import io.dapr.v1.DaprStateProtos.TransactionalStateOperation;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import io.todochatbot.sidecar.pubsub.FakeApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sidecar in a process of its own that is killed while it carries out transactions. */
class OutboxCrashTest {
  private static final String DIGITS = "12345678901234567890";
  private static final int ENOUGH = 40;

  @TempDir private Path folder;
  private final FakeApp app =
      new FakeApp()
          .answering(
              "/dapr/subscribe",
              200,
              "[{\"pubsubname\":\"broker\",\"topic\":\"orders\",\"route\":\"/orders\"}]")
          .answering("/orders", 200, "");

  @AfterEach
  void closeApp() {
    app.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = BreakingPoint.class,
      names = {"BEFORE_COMMIT", "WITHIN_TRANSACTION"})
  void killedBeforeTheCommitItLeavesNeitherStateNorEvent(BreakingPoint point) throws Exception {
    killAt(point);

    assertThat(values("s.db", "SELECT key FROM state")).isEmpty();
    assertThat(values("p.db", "SELECT id FROM messages")).isEmpty();
    try (Rig rig = restarted()) {
      assertThat(rig.get("/v1.0/state/store/k").statusCode()).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = BreakingPoint.class,
      names = {"AFTER_COMMIT", "BEFORE_PUBLISH", "AFTER_PUBLISH", "AFTER_FORGETTING"})
  void killedAfterTheCommitItLeavesBoth(BreakingPoint point) throws Exception {
    killAt(point);

    try (Rig rig = restarted()) {
      assertThat(rig.get("/v1.0/state/store/k").body()).isEqualTo(DIGITS);
      await().until(() -> !app.at("/orders").isEmpty());
      await().until(() -> values("s.db", "SELECT key FROM state").size() == 1);
    }
    assertThat(values("s.db", "SELECT key FROM state")).containsExactly("my-app||k");
    assertThat(app.at("/orders"))
        .allSatisfy(event -> assertThat(event.json().path("data")).hasToString(DIGITS));
    assertThat(new HashSet<>(app.at("/orders").stream().map(e -> e.json().path("id")).toList()))
        .as("the same event, however often")
        .hasSize(1);
  }

  @Test
  void killedAtAnyMomentItLeavesEachStateWithItsEvent() throws Exception {
    List<String> acknowledged = new CopyOnWriteArrayList<>();
    try (SidecarProcess sidecar = child(BreakingPoint.NONE)) {
      Thread killer =
          Thread.startVirtualThread(
              () -> {
                await().until(() -> acknowledged.size() > ENOUGH);
                sidecar.kill();
              });
      for (int i = 0; sidecar.transact("k" + i, Integer.toString(i)); i++) {
        acknowledged.add("my-app||k" + i);
      }
      killer.join();
    }

    Set<String> stored =
        Set.copyOf(values("s.db", "SELECT key FROM state WHERE key LIKE 'my-app||k%'"));
    assertThat(stored).containsAll(acknowledged);
    try (Rig rig = restarted()) {
      await().until(() -> evented().containsAll(stored));
      assertThat(rig.logged()).doesNotContain("level=fatal");
    }
    assertThat(evented()).isEqualTo(stored);
  }

  @Test
  void anIntegerKeepsItsDigitsFromGrpcToTheStoreAndTheEvent() throws IOException {
    try (Rig rig = restarted()) {
      rig.grpc()
          .executeStateTransaction(
              ExecuteStateTransactionRequest.newBuilder()
                  .setStoreName("store")
                  .addOperations(
                      TransactionalStateOperation.newBuilder()
                          .setOperationType("upsert")
                          .setRequest(
                              StateItem.newBuilder()
                                  .setKey("k")
                                  .setValue(ByteString.copyFromUtf8("{\"n\":" + DIGITS + "}"))
                                  .putMetadata("contentType", "application/json")))
                  .build());

      assertThat(rig.get("/v1.0/state/store/k").body()).isEqualTo("{\"n\":" + DIGITS + "}");
      await().until(() -> !app.at("/orders").isEmpty());
    }
    assertThat(app.at("/orders").getFirst().json().at("/data/n")).hasToString(DIGITS);
  }

  private void killAt(BreakingPoint point) throws Exception {
    try (SidecarProcess sidecar = child(point)) {
      Thread client = Thread.startVirtualThread(() -> sidecar.transact("k", DIGITS));
      await().until(() -> sidecar.said(point.said()));
      sidecar.kill();
      client.join();
    }
  }

  private SidecarProcess child(BreakingPoint point) throws IOException {
    return SidecarProcess.start(resources("child", "breakable", point));
  }

  private Rig restarted() throws IOException {
    return Rig.start(
        Sidecar.builder()
            .appId("my-app")
            .appPort(app.port())
            .resources(resources("restarted", "sqlite", BreakingPoint.NONE)));
  }

  private Path resources(String name, String type, BreakingPoint point) throws IOException {
    return Rig.write(
        Files.createDirectories(folder.resolve(name)),
        Rig.component(
            "store",
            "state." + type,
            "metadata:",
            "- name: connectionString",
            "  value: '" + folder.resolve("s.db") + "'",
            "- name: outboxPublishPubsub",
            "  value: broker",
            "- name: outboxPublishTopic",
            "  value: orders",
            "- name: breakAt",
            "  value: " + point),
        Rig.component(
            "broker",
            "pubsub." + type,
            "metadata:",
            "- name: connectionString",
            "  value: '" + folder.resolve("p.db") + "'",
            "- name: breakAt",
            "  value: " + point));
  }

  /** The keys whose events came, each event's data being the number in its key. */
  private Set<String> evented() {
    Set<String> keys = new HashSet<>();
    app.at("/orders").forEach(e -> keys.add("my-app||k" + e.json().path("data").asText()));
    return keys;
  }

  private List<String> values(String file, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }
}
