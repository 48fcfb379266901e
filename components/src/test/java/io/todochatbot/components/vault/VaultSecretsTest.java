package io.todochatbot.components.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.SecretStore;
import io.todochatbot.spi.SecretStoreContract;
import io.todochatbot.spi.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSecretsTest extends SecretStoreContract {
  @TempDir Path folder;
  private final VaultDouble vault;

  VaultSecretsTest() throws IOException {
    vault = VaultDouble.start();
  }

  @Override
  protected SecretStore open() {
    vault.put("dapr/password", "{\"password\":\"s3cr=t ü\"}");
    return store(new Given());
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  @Test
  void givesOlderVersionsAndNamesTheSecretThatIsMissing() {
    vault.put("dapr/db", "{\"user\":\"a\",\"port\":5432}");
    vault.put("dapr/db", "{\"user\":\"b\"}");

    assertThat(store().get("db", Map.of())).isEqualTo(Map.of("user", "b"));
    assertThat(store().get("db", Map.of("version_id", "1")))
        .isEqualTo(Map.of("user", "a", "port", "5432"));
    assertThatThrownBy(() -> store().get("db", Map.of("version_id", "9")))
        .isInstanceOf(ComponentException.NotFound.class)
        .hasMessage("getSecret db failed secret key or version not exist");
    assertThat(store()).isInstanceOf(SecretStore.MultipleKeyValues.class);
  }

  @Test
  void listsTheSecretsOfEveryFolder() {
    vault.put("dapr/a/b/c", "{\"k\":\"1\"}");
    vault.put("other/d", "{\"k\":\"2\"}");

    assertThat(store().all(Map.of())).containsOnlyKeys("password", "a/b/c");
    assertThat(store().get("a/b/c", Map.of())).containsEntry("k", "1");
  }

  @Test
  void staysInItsFolder() {
    vault.put("d", "{\"k\":\"2\"}");

    assertThatThrownBy(() -> store().get("../d", Map.of()))
        .isInstanceOf(ComponentException.BadRequest.class);
  }

  @Test
  void readsWithoutAFolderAndGivesASecretAsOneText() {
    vault.put("d", "{\"k\":\"2\"}");
    Given given = new Given();
    given.usePrefix = false;
    given.type = VaultSettings.ValueType.TEXT;
    SecretStore store = store(given);

    assertThat(store.get("d", Map.of())).isEqualTo(Map.of("d", "{\"k\":\"2\"}"));
    assertThat(store).isNotInstanceOf(SecretStore.MultipleKeyValues.class);
  }

  @Test
  void readsTheFirstVersionOfTheEngine() {
    Given given = new Given();
    given.engine = "old";
    given.version = 1;
    SecretStore store = store(given);

    assertThat(store.get("password", Map.of())).containsEntry("password", "s3cr=t ü");
    assertThat(store.all(Map.of())).containsOnlyKeys("password");
    given.version = 3;
    assertThatThrownBy(() -> store(given)).hasMessage("vaultKVVersion must be 1 or 2, not 3");
  }

  @Test
  void readsTheTokensFileAgainOnceVaultRefusesTheToken() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "root\n");
    Given given = new Given();
    given.token = "";
    given.tokenFile = file.toString();
    SecretStore store = store(given);
    assertThat(store.get("password", Map.of())).isNotEmpty();

    vault.takesOnly("second", 60);
    assertThatThrownBy(() -> store.get("password", Map.of()))
        .hasMessageContaining("status code 403")
        .hasMessageContaining("permission denied");
    Files.writeString(file, "second");
    assertThat(store.get("password", Map.of())).isNotEmpty();
  }

  @Test
  void signsInByAppRoleAndAgainBeforeTheTokenEnds() {
    vault.takesOnly("t1", 100);
    Given given = new Given();
    given.token = "";
    given.role = "r";
    given.roleSecret = "s";
    SecretStore store = store(given);

    store.get("password", Map.of());
    store.get("password", Map.of());
    assertThat(vault.signIns()).containsExactly("r/s");

    context.advance(java.time.Duration.ofSeconds(81));
    vault.takesOnly("t2", 100);
    assertThat(store.get("password", Map.of())).isNotEmpty();
    assertThat(vault.signIns()).hasSize(2);
  }

  @Test
  void tellsThatASignInWasRefused() {
    Given given = new Given();
    given.token = "";
    given.role = "r";
    given.roleSecret = "wrong";

    assertThatThrownBy(() -> store(given).get("password", Map.of()))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("invalid role or secret ID");
  }

  @Test
  void wantsExactlyOneWayToSignIn() {
    Given none = new Given();
    none.token = "";
    assertThatThrownBy(() -> store(none)).hasMessage("token mount path and token not set");
    Given both = new Given();
    both.tokenFile = "x";
    assertThatThrownBy(() -> store(both)).hasMessage("token mount path and token both set");
    Given missing = new Given();
    missing.token = "";
    missing.tokenFile = folder.resolve("nope").toString();
    assertThatThrownBy(() -> store(missing))
        .hasMessageStartingWith("couldn't read vault token from mount path");
  }

  @Test
  void tellsThatVaultCannotBeReached() {
    vault.close();

    assertThatThrownBy(() -> store().get("password", Map.of()))
        .isInstanceOf(ComponentException.class)
        .hasMessageStartingWith("can't reach " + vault.address());
  }

  @Test
  void checksTheServersCertificate() throws IOException {
    TestAuthority authority = TestAuthority.named("vault-ca");
    try (VaultDouble secure =
        VaultDouble.secure(authority, authority.issue("vault", "vault.internal"))) {
      secure.put("dapr/password", "{\"k\":\"v\"}");
      Given given = new Given();
      given.address = secure.address();
      assertThatThrownBy(() -> store(given).get("password", Map.of()))
          .as("nobody vouches for it")
          .hasMessageContaining("PKIX path building failed");

      given.caPem = authority.pem();
      assertThatThrownBy(() -> store(given).get("password", Map.of()))
          .as("it is for another name")
          .isInstanceOf(ComponentException.class);

      given.serverName = Optional.of("vault.internal");
      assertThat(store(given).get("password", Map.of())).containsEntry("k", "v");

      given.serverName = Optional.of("other.internal");
      assertThatThrownBy(() -> store(given).get("password", Map.of()))
          .isInstanceOf(ComponentException.class);

      Given careless = new Given();
      careless.address = secure.address();
      careless.skipVerify = true;
      assertThat(store(careless).get("password", Map.of())).containsEntry("k", "v");
    }
  }

  @Test
  void takesAuthoritiesFromAFileAndFromAFolder() throws IOException {
    TestAuthority authority = TestAuthority.named("vault-ca");
    Path file = Files.writeString(folder.resolve("ca.pem"), authority.pem());
    try (VaultDouble secure = VaultDouble.secure(authority, authority.issue("v", "127.0.0.1"))) {
      secure.put("dapr/password", "{\"k\":\"v\"}");
      Given inFile = new Given();
      inFile.address = secure.address();
      inFile.caCert = file.toString();
      assertThat(store(inFile).get("password", Map.of())).isNotEmpty();
      Given inFolder = new Given();
      inFolder.address = secure.address();
      inFolder.caPath = folder.toString();
      assertThat(store(inFolder).get("password", Map.of())).isNotEmpty();
    }
  }

  /** The settings, to be changed one by one. */
  private static final class Given {
    String address = "";
    String token = "root";
    String tokenFile = "";
    String role = "";
    String roleSecret = "";
    String engine = "secret";
    int version = 2;
    boolean usePrefix = true;
    VaultSettings.ValueType type = VaultSettings.ValueType.MAP;
    String caPem = "";
    String caPath = "";
    String caCert = "";
    boolean skipVerify;
    Optional<String> serverName = Optional.empty();
  }

  private SecretStore store(Given given) {
    return VaultSecrets.open(
        new VaultSettings(
            given.address.isEmpty() ? vault.address() : given.address,
            given.token,
            given.tokenFile,
            given.role,
            given.roleSecret,
            "approle",
            given.engine,
            given.version,
            "dapr",
            given.usePrefix,
            given.type,
            given.caPem,
            given.caPath,
            given.caCert,
            given.skipVerify,
            given.serverName),
        context.context());
  }
}
