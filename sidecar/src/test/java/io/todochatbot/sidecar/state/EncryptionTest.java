package io.todochatbot.sidecar.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EncryptionTest {
  private static final String OLD = "000102030405060708090a0b0c0d0e0f";
  private static final String NEW = "ff".repeat(32);

  /** "hello" under OLD with the nonce 00 to 0b, made with another library. */
  private static final String HELLO = "AAECAwQFBgcICQoL+wnLogmJKlKQ5qHMXER2cdL9s5nw||old";

  @Test
  void readsWhatAnotherProgramWrote() {
    assertThat(of("old", OLD, "", "").decrypt(HELLO.getBytes(UTF_8))).asString().isEqualTo("hello");
  }

  @Test
  void writesBase64AndTheNameOfTheKey() {
    Encryption encryption = of("old", OLD, "", "");
    String stored = new String(encryption.encrypt("hello".getBytes(UTF_8)), UTF_8);
    assertThat(stored).matches("[A-Za-z0-9+/]{44}\\|\\|old").isNotEqualTo(HELLO);
    assertThat(encryption.decrypt(stored.getBytes(UTF_8))).asString().isEqualTo("hello");
  }

  @Test
  void readsOldValuesWithTheSecondaryKeyAndWritesWithThePrimary() {
    Encryption rotated = of("new", NEW, "old", OLD);
    assertThat(rotated.decrypt(HELLO.getBytes(UTF_8))).asString().isEqualTo("hello");
    assertThat(rotated.encrypt(new byte[] {1})).asString().endsWith("||new");
  }

  @Test
  void findsTheRightOneOfTwoKeysOfOneSecret() {
    assertThat(of("old", NEW, "old", OLD).decrypt(HELLO.getBytes(UTF_8)))
        .asString()
        .isEqualTo("hello");
  }

  @Test
  void refusesWhatNoKeyOpens() {
    Encryption encryption = of("new", NEW, "", "");
    for (String stored : List.of(HELLO, "plain", "x||", "!!||new", "AAAA||new", "||new")) {
      assertThatThrownBy(() -> encryption.decrypt(stored.getBytes(UTF_8)))
          .as(stored)
          .isInstanceOf(ComponentException.class)
          .hasMessageStartingWith("could not decrypt data for state store s: ");
    }
    assertThat(encryption.decrypt(new byte[0])).isEmpty();
  }

  @Test
  void refusesKeysThatAreNoneWithoutShowingThem() {
    for (String key : List.of("zz" + OLD, OLD.substring(2), "")) {
      assertThatThrownBy(() -> of("old", key, "", ""))
          .isInstanceOf(ComponentException.class)
          .hasMessageStartingWith("primaryEncryptionKey: the secret old ")
          .hasMessageNotContaining(OLD.substring(8));
    }
    assertThatThrownBy(() -> of("", OLD, "", "")).hasMessageContaining("must come from a secret");
    assertThatThrownBy(() -> of("", "", "old", OLD))
        .hasMessageContaining("new values would not be encrypted");
  }

  private static Encryption of(
      String primary, String primaryKey, String secondary, String secondaryKey) {
    Map<String, String> metadata = new HashMap<>();
    Map<String, String> secrets = new HashMap<>();
    put("primaryEncryptionKey", primary, primaryKey, metadata, secrets);
    put("secondaryEncryptionKey", secondary, secondaryKey, metadata, secrets);
    return Encryption.of(
            new Loaded("s", "state.x", "v1", metadata, List.of(), StateStore.class, false, secrets))
        .orElseThrow();
  }

  private static void put(
      String name, String secret, String key, Map<String, String> to, Map<String, String> secrets) {
    if (!secret.isEmpty() || !key.isEmpty()) {
      to.put(name, key);
      secrets.put(name, secret);
    }
  }
}
