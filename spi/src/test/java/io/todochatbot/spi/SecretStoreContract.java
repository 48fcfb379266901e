package io.todochatbot.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every secret store must do. */
public abstract class SecretStoreContract {
  /** The store's surroundings. */
  protected final TestContext context = new TestContext();

  private SecretStore store;

  /** Opens a store that holds the secret {@code password} with the value {@code s3cr=t ü}. */
  protected abstract SecretStore open();

  /** Opens the store of each test. */
  @BeforeEach
  public final void openStore() {
    store = open();
  }

  /** Closes it. */
  @AfterEach
  public final void closeStore() {
    store.close();
  }

  /** Returns the store under test. */
  protected final SecretStore store() {
    return store;
  }

  @Test
  final void givesASecretOfOneValueUnderItsOwnName() {
    assertThat(store.get("password", Map.of())).isEqualTo(Map.of("password", "s3cr=t ü"));
  }

  @Test
  final void ignoresRequestMetadataItDoesNotKnow() {
    assertThat(store.get("password", Map.of("version_id", "1"))).containsKey("password");
  }

  @Test
  final void showsTheSecretAmongAll() {
    assertThat(store.all(Map.of())).containsEntry("password", Map.of("password", "s3cr=t ü"));
  }
}
