package io.todochatbot.sidecar.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dapr.v1.DaprLockProtos.TryLockRequest;
import io.dapr.v1.DaprLockProtos.UnlockRequest;
import io.dapr.v1.DaprLockProtos.UnlockResponse;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
  private static final String TAKE =
      "{\"resourceId\":\"r\",\"lockOwner\":\"%s\",\"expiryInSeconds\":60}";
  private static final String GIVE = "{\"resourceId\":\"r\",\"lockOwner\":\"%s\"}";

  @TempDir Path folder;

  @Test
  void isHeldByOneOwnerWhateverTheWire() {
    try (Rig rig = rig(Rig.component("locks", "lock.in-memory"))) {
      TryLockRequest take =
          TryLockRequest.newBuilder()
              .setStoreName("locks")
              .setResourceId("r")
              .setLockOwner("b")
              .setExpiryInSeconds(60)
              .build();
      UnlockRequest give =
          UnlockRequest.newBuilder()
              .setStoreName("locks")
              .setResourceId("r")
              .setLockOwner("b")
              .build();

      assertThat(post(rig, "lock", TAKE, "a")).isEqualTo("200 {\"success\":true}");
      assertThat(rig.grpc().tryLockAlpha1(take).getSuccess()).isFalse();
      assertThat(rig.grpc().unlockAlpha1(give).getStatus())
          .isEqualTo(UnlockResponse.Status.LOCK_BELONGS_TO_OTHERS);
      assertThat(post(rig, "unlock", GIVE, "a")).isEqualTo("200 {\"status\":0}");
      assertThat(post(rig, "unlock", GIVE, "a")).isEqualTo("200 {\"status\":1}");
      assertThat(rig.grpc().tryLockAlpha1(take).getSuccess()).isTrue();
      assertThat(post(rig, "unlock", GIVE, "a")).isEqualTo("200 {\"status\":2}");
      assertThat(post(rig, "lock", TAKE, "b")).isEqualTo("200 {\"success\":false}");
    }
  }

  @Test
  void refusesWhatIsNotWhole() {
    try (Rig rig = rig(Rig.component("locks", "lock.in-memory"))) {
      assertThat(Rig.told(rig.post("/v1.0-alpha1/lock/locks", "{}")))
          .isEqualTo(
              "400 {\"errorCode\":\"ERR_MALFORMED_REQUEST\",\"message\":"
                  + "\"ExpiryInSeconds is not positive in lock store locks\"}");
      assertThat(Rig.told(rig.post("/v1.0-alpha1/unlock/locks", "{\"lockOwner\":\"o\"}")))
          .contains("ResourceId is empty in lock store locks");
      assertThat(post(rig, "lock", TAKE.replace("\"r\"", "\"a||b\""), "o"))
          .startsWith("500 {\"errorCode\":\"ERR_TRY_LOCK\"")
          .contains("input key/keyPrefix 'a||b' can't contain '||'");
      assertThat(post(rig, "unlock", GIVE.replace("\"r\"", "\"a||b\""), "o"))
          .startsWith("500 {\"errorCode\":\"ERR_UNLOCK\"");
      assertThat(Rig.told(rig.post("/v1.0-alpha1/lock/none", TAKE.formatted("o"))))
          .isEqualTo(
              "400 {\"errorCode\":\"ERR_LOCK_STORE_NOT_FOUND\","
                  + "\"message\":\"lock store none not found\"}");
    }
  }

  @Test
  void saysThatThereIsNoStoreAtAll() {
    try (Rig rig = rig()) {
      assertThat(post(rig, "lock", TAKE, "o"))
          .startsWith("500 {\"errorCode\":\"ERR_LOCK_STORE_NOT_CONFIGURED\"");
      assertThatThrownBy(
              () ->
                  rig.grpc().unlockAlpha1(UnlockRequest.newBuilder().setStoreName("locks").build()))
          .hasMessage("FAILED_PRECONDITION: lock store is not configured");
    }
  }

  @Test
  void letsSidecarsCompeteWhoseStoreSaysThatTheyShareTheirLocks() {
    Path file = folder.resolve("locks.db");
    String shared = sqlite("shared", file, "- {name: keyPrefix, value: none}");
    String own = sqlite("own", file);
    String both = shared + own;
    try (Rig one = rig(both);
        Rig other =
            Rig.start(Sidecar.builder().appId("other").resources(Rig.write(folder, both)))) {
      assertThat(Rig.told(one.post("/v1.0-alpha1/lock/shared", TAKE.formatted("o"))))
          .isEqualTo("200 {\"success\":true}");
      assertThat(Rig.told(other.post("/v1.0-alpha1/lock/shared", TAKE.formatted("o"))))
          .isEqualTo("200 {\"success\":false}");
      assertThat(Rig.told(one.post("/v1.0-alpha1/lock/own", TAKE.formatted("o"))))
          .isEqualTo("200 {\"success\":true}");
      assertThat(Rig.told(other.post("/v1.0-alpha1/lock/own", TAKE.formatted("o"))))
          .isEqualTo("200 {\"success\":true}");
    }
  }

  @Test
  void refusesAPrefixThatCouldNotBeToldFromTheKey() {
    assertThatThrownBy(
            () -> rig(sqlite("s", folder.resolve("l.db"), "- {name: keyPrefix, value: a||b}")))
        .hasMessageContaining(
            "failed to save lock keyprefix: input key/keyPrefix 'a||b' can't contain '||'");
  }

  private Rig rig(String... resources) {
    return Rig.start(Sidecar.builder().appId("one").resources(Rig.write(folder, resources)));
  }

  private static String sqlite(String name, Path file, String... more) {
    String[] lines = new String[more.length + 2];
    lines[0] = "metadata:";
    lines[1] = "- {name: connectionString, value: \"" + file + "\"}";
    System.arraycopy(more, 0, lines, 2, more.length);
    return Rig.component(name, "lock.sqlite", lines);
  }

  private static String post(Rig rig, String what, String body, String owner) {
    return Rig.told(rig.post("/v1.0-alpha1/" + what + "/locks", body.formatted(owner)));
  }
}
