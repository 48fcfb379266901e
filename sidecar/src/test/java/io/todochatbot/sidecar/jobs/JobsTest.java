package io.todochatbot.sidecar.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.StringValue;
import io.dapr.v1.DaprJobsProtos.GetJobRequest;
import io.dapr.v1.DaprJobsProtos.Job;
import io.dapr.v1.DaprJobsProtos.ListJobsRequestAlpha1;
import io.dapr.v1.DaprJobsProtos.ScheduleJobRequest;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import io.todochatbot.sidecar.SidecarBuilder;
import io.todochatbot.sidecar.SidecarFailure;
import io.todochatbot.spi.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded scheduler in a sidecar whose time the test moves. */
@Timeout(60)
final class JobsTest {
  @TempDir Path folder;

  private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
  private JobApp app;

  @BeforeEach
  void startApp() throws IOException {
    app = new JobApp();
  }

  @AfterEach
  void stopApp() {
    app.close();
  }

  @Test
  void triggersEveryMondayForAYear() throws InterruptedException {
    try (Rig rig = start(Map.of())) {
      rig.post(
          "/v1.0-alpha1/jobs/report", "{\"schedule\": \"0 0 9 * * MON\", \"data\": {\"n\": 1}}");

      clock.advance(Duration.ofDays(365));

      assertThat(app.told()).hasSize(52).containsOnly("report {\"n\":1}");
    }
  }

  @Test
  void triesAgainASecondApartAndThreeTimesIfNothingElseIsSaid() throws InterruptedException {
    try (Rig rig = start(Map.of())) {
      app.answer("sick", 500);
      rig.post("/v1.0-alpha1/jobs/sick", "{\"dueTime\": \"1m\"}");

      clock.advance(Duration.ofSeconds(61));
      assertThat(app.told()).hasSize(2);
      clock.advance(Duration.ofHours(1));

      assertThat(app.told()).hasSize(4);
      assertThat(rig.get("/v1.0-alpha1/jobs/sick").statusCode()).as("over").isEqualTo(500);
    }
  }

  @Test
  void keepsToTheFailurePolicy() throws InterruptedException {
    try (Rig rig = start(Map.of())) {
      for (String name : new String[] {"dropped", "patient", "unknown"}) {
        app.answer(name, name.equals("unknown") ? 404 : 500);
      }
      rig.post(
          "/v1.0-alpha1/jobs/dropped",
          "{\"schedule\": \"@every 1h\", \"repeats\": 2, \"failurePolicy\": {\"drop\": {}}}");
      rig.post(
          "/v1.0-alpha1/jobs/patient",
          "{\"dueTime\": \"0s\", \"failurePolicy\": {\"constant\": {\"interval\": \"60s\"}}}");
      rig.post("/v1.0-alpha1/jobs/unknown", "{\"dueTime\": \"1h\"}");

      clock.advance(Duration.ofHours(2).minusSeconds(30));
      app.answer("patient", 200);
      clock.advance(Duration.ofDays(1));

      assertThat(app.told()).filteredOn("dropped "::equals).hasSize(2);
      assertThat(app.told()).filteredOn("patient "::equals).hasSize(121);
      assertThat(app.told()).filteredOn("unknown "::equals).hasSize(1);
    }
  }

  @Test
  void catchesUpOnEveryTurnItMissed() throws InterruptedException {
    scheduleAndLeave();
    clock.advance(Duration.ofHours(10));

    try (Rig _ = start(Map.of())) {
      clock.advance(Duration.ofSeconds(1));

      assertThat(app.told()).hasSize(10);
    }
  }

  @Test
  void skipsAllButTheLastTurnItMissedIfItIsToldTo() throws InterruptedException {
    scheduleAndLeave();
    clock.advance(Duration.ofHours(10).plusMinutes(30));

    try (Rig _ = start(Map.of("DAPR_JOBS_MISSED", "last"))) {
      clock.advance(Duration.ofMinutes(1));
      assertThat(app.told()).hasSize(1);
      clock.advance(Duration.ofMinutes(30));

      assertThat(app.told()).hasSize(2);
    }
  }

  @Test
  void triggersATurnOnceHoweverManyReplicasThereAre() throws InterruptedException {
    try (Rig rig = start(Map.of());
        Rig other = start(Map.of())) {
      for (int i = 0; i < 5; i++) {
        rig.post("/v1.0-alpha1/jobs/j" + i, "{\"schedule\": \"@every 1h\"}");
      }
      assertThat(other.get("/v1.0-alpha1/jobs/j4").statusCode()).isEqualTo(200);

      clock.advance(Duration.ofHours(10).plusMinutes(1));

      assertThat(app.told()).hasSize(50);
    }
  }

  @Test
  void givesDataInTheFormTheApplicationCanUse() throws InterruptedException {
    try (Rig rig = start(Map.of())) {
      rig.post("/v1.0-alpha1/jobs/text", "{\"dueTime\": \"1s\", \"data\": \"é\"}");
      rig.post("/v1.0-alpha1/jobs/none", "{\"dueTime\": \"2s\"}");
      rig.post("/v1.0-alpha1/jobs/null", "{\"dueTime\": \"3s\", \"data\": [1.5, null, true, 2]}");
      schedule(rig, "string", Any.pack(StringValue.of("plain")));
      schedule(rig, "bytes", Any.pack(BytesValue.of(ByteString.copyFromUtf8("raw"))));
      schedule(
          rig,
          "own",
          Any.newBuilder()
              .setTypeUrl("type.x/y")
              .setValue(ByteString.copyFromUtf8(" {} "))
              .build());

      clock.advance(Duration.ofMinutes(1));

      assertThat(app.told())
          .containsExactlyInAnyOrder(
              "text \"é\"",
              "none ",
              "null [1.5,null,true,2]",
              "string plain",
              "bytes raw",
              "own {}");
    }
  }

  @Test
  void tellsOfAJobOnBothWires() throws InterruptedException {
    try (Rig rig = start(Map.of())) {
      rig.post(
          "/v1.0-alpha1/jobs/with%20blank", "{\"schedule\": \"@daily\", \"data\": {\"a\": 5}}");
      schedule(rig, "own", Any.newBuilder().setTypeUrl("type.x/y").build());

      assertThat(rig.get("/v1.0-alpha1/jobs/with%20blank").body())
          .isEqualTo(
              "{\"name\":\"with blank\",\"schedule\":\"@daily\","
                  + "\"failurePolicy\":{\"constant\":{\"interval\":\"1s\",\"maxRetries\":3}},"
                  + "\"data\":{\"@type\":\"type.googleapis.com/google.protobuf.Value\","
                  + "\"value\":{\"a\":5}}}");
      assertThat(rig.get("/v1.0-alpha1/jobs/own").body())
          .contains("\"data\":{\"@type\":\"type.x/y\",\"value\":\"\"}");
      assertThat(
              rig.grpc().listJobsAlpha1(ListJobsRequestAlpha1.getDefaultInstance()).getJobsList())
          .extracting(Job::getName)
          .containsExactly("own", "with blank");
      assertThat(
              rig.grpc()
                  .getJobAlpha1(GetJobRequest.newBuilder().setName("own").build())
                  .getJob()
                  .getData()
                  .getTypeUrl())
          .isEqualTo("type.x/y");
    }
  }

  @Test
  void refusesNamesThatCannotBe() throws InterruptedException {
    try (Rig rig = start(Map.of())) {
      assertThatThrownBy(() -> schedule(rig, "a/b", Any.getDefaultInstance()))
          .hasMessageContaining("job name is invalid \"a/b\"");
      assertThat(rig.post("/v1.0-alpha1/jobs/%20", "{\"dueTime\": \"1s\"}").body())
          .contains("DAPR_SCHEDULER_JOB_NAME_EMPTY");
    }
  }

  @Test
  void showsTheAppItsToken() throws InterruptedException {
    try (Rig rig = start(Map.of("APP_API_TOKEN", "secret"))) {
      rig.post("/v1.0-alpha1/jobs/j", "{\"dueTime\": \"1s\"}");

      clock.advance(Duration.ofSeconds(2));

      assertThat(app.told()).containsExactly("j  token=secret");
    }
  }

  @Test
  void waitsWhileTheAppIsIll() throws InterruptedException {
    SidecarBuilder builder =
        builder()
            .flag("enable-app-health-check", "true")
            .flag("app-health-probe-interval", "5")
            .flag("app-health-threshold", "1");
    try (Rig rig = start(builder, Map.of())) {
      await().until(() -> rig.logged().contains("App entered healthy status"));
      rig.post("/v1.0-alpha1/jobs/j", "{\"schedule\": \"@every 60s\"}");
      clock.advance(Duration.ofSeconds(61));
      assertThat(app.told()).hasSize(1);

      app.health(503);
      clock.advance(Duration.ofMinutes(10));
      assertThat(app.told()).hasSize(1);
      app.health(200);
      clock.advance(Duration.ofSeconds(30));

      assertThat(app.told()).hasSize(11);
    }
  }

  @Test
  void waitsAtItsEndForTheTriggerUnderWay() throws InterruptedException {
    CountDownLatch held = app.hold("slow");
    Rig rig = start(Map.of());
    rig.post("/v1.0-alpha1/jobs/slow", "{\"dueTime\": \"0s\"}");
    await().until(() -> app.told().size() == 1);
    Thread closing = Thread.ofVirtual().start(rig::close);
    await().until(() -> rig.logged().contains("Dapr is shutting down"));

    held.countDown();
    closing.join();

    assertThat(rig.logged()).contains("Daprd shutdown gracefully");
    try (Rig again = start(Map.of())) {
      clock.advance(Duration.ofDays(1));
      assertThat(again.get("/v1.0-alpha1/jobs/slow").statusCode()).as("done").isEqualTo(500);
    }
    assertThat(app.told()).hasSize(1);
  }

  @Test
  void needsToKnowWhereToKeepItsJobs() {
    SidecarBuilder builder = builder().environment(Map.of());

    assertThatThrownBy(() -> Rig.start(builder))
        .isInstanceOf(SidecarFailure.class)
        .hasMessageContaining("set DAPR_JOBS_FILE to the path of the file");
  }

  /** Has a job for every hour, which nobody looks after from now on. */
  private void scheduleAndLeave() throws InterruptedException {
    try (Rig rig = start(Map.of())) {
      rig.post("/v1.0-alpha1/jobs/hourly", "{\"schedule\": \"@every 1h\"}");
    }
  }

  private static void schedule(Rig rig, String name, Any data) {
    rig.grpc()
        .scheduleJobAlpha1(
            ScheduleJobRequest.newBuilder()
                .setJob(Job.newBuilder().setName(name).setDueTime("10s").setData(data))
                .build());
  }

  private Rig start(Map<String, String> more) throws InterruptedException {
    return start(builder(), more);
  }

  private Rig start(SidecarBuilder builder, Map<String, String> more) throws InterruptedException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DAPR_JOBS_FILE", folder.resolve("jobs.db").toString());
    Rig rig = Rig.start(builder.environment(environment));
    assertThat(rig.sidecar().awaitReady(Duration.ofSeconds(30))).isTrue();
    return rig;
  }

  private SidecarBuilder builder() {
    return Sidecar.builder()
        .appId("my-app")
        .appPort(app.port())
        .configuration(configuration())
        .clock(clock);
  }

  private Path configuration() {
    try {
      return Files.writeString(
          folder.resolve("config.yaml"),
          """
          apiVersion: dapr.io/v1alpha1
          kind: Configuration
          metadata:
            name: config
          spec:
            features:
              - name: EmbeddedScheduler
                enabled: true
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
