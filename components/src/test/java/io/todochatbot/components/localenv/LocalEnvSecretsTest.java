package io.todochatbot.components.localenv;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.spi.SecretStore;
import io.todochatbot.spi.SecretStoreContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalEnvSecretsTest extends SecretStoreContract {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "password",
          "s3cr=t ü",
          "MY_TOKEN",
          "t",
          "MY_",
          "bare",
          "DAPR_API_TOKEN",
          "hidden",
          "app_api_token",
          "hidden",
          "MY_DAPR_X",
          "shown");

  @Override
  protected SecretStore open() {
    return store("");
  }

  @Test
  void answersAMissingOrHiddenVariableWithAnEmptyText() {
    assertThat(store().get("NOPE", Map.of())).isEqualTo(Map.of("NOPE", ""));
    assertThat(store().get("DAPR_API_TOKEN", Map.of())).isEqualTo(Map.of("DAPR_API_TOKEN", ""));
    assertThat(store().get("app_api_token", Map.of())).isEqualTo(Map.of("app_api_token", ""));
    assertThat(store().all(Map.of())).doesNotContainKeys("DAPR_API_TOKEN", "app_api_token");
  }

  @Test
  void namesSecretsWithoutThePrefix() {
    SecretStore store = store("MY_");

    assertThat(store.get("TOKEN", Map.of())).isEqualTo(Map.of("TOKEN", "t"));
    assertThat(store.all(Map.of())).containsOnlyKeys("TOKEN", "DAPR_X");
  }

  private SecretStore store(String prefix) {
    LocalEnvSecrets.Settings settings = new LocalEnvSecrets.Settings(prefix);
    return new LocalEnvSecrets(settings, context.context(), ENVIRONMENT);
  }
}
