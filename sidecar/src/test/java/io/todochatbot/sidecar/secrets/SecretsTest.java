package io.todochatbot.sidecar.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dapr.v1.DaprSecretProtos;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;
  private Path resources;
  private String store;

  @BeforeEach
  void write() throws IOException {
    resources = Files.createDirectory(folder.resolve("r"));
    Path file =
        Files.writeString(
            folder.resolve("secrets.json"),
            "{\"open\":\"1\",\"hidden\":\"2\",\"db\":\"" + folder.resolve("x.db") + "\"}");
    store =
        Rig.component(
            "vault",
            "secretstores.local.file",
            "metadata:",
            "- name: secretsFile",
            "  value: " + file);
  }

  @Test
  void answersOnBothWiresAndNamesWhatIsMissing() {
    try (Rig rig = Rig.start(Sidecar.builder().appId("x").resources(Rig.write(resources, store)))) {
      assertThat(Rig.told(rig.get("/v1.0/secrets/vault/open"))).isEqualTo("200 {\"open\":\"1\"}");
      assertThat(rig.get("/v1.0/secrets/vault/bulk").body()).contains("{\"hidden\":\"2\"}");
      assertThat(Rig.told(rig.get("/v1.0/secrets/nope/open")))
          .startsWith("401 {\"errorCode\":\"ERR_SECRET_STORE_NOT_FOUND\"");
      assertThat(Rig.told(rig.get("/v1.0/secrets/vault/none")))
          .startsWith("500 {\"errorCode\":\"ERR_SECRET_GET\"");
      DaprSecretProtos.GetSecretRequest request =
          DaprSecretProtos.GetSecretRequest.newBuilder()
              .setStoreName("vault")
              .setKey("open")
              .build();
      assertThat(rig.grpc().getSecret(request).getDataMap()).containsEntry("open", "1");
      assertThatThrownBy(
              () -> rig.grpc().getSecret(request.toBuilder().setStoreName("nope").build()))
          .hasMessageStartingWith("INVALID_ARGUMENT: failed finding secret store");
    }
  }

  @Test
  void showsOnlyWhatTheScopeAllows() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            apiVersion: dapr.io/v1alpha1
            kind: Configuration
            metadata: {name: c}
            spec:
              secrets:
                scopes:
                  - {storeName: vault, defaultAccess: deny, allowedSecrets: [open]}
            """);
    try (Rig rig =
        Rig.start(
            Sidecar.builder()
                .appId("x")
                .resources(Rig.write(resources, store))
                .configuration(config))) {
      assertThat(rig.get("/v1.0/secrets/vault/open").statusCode()).isEqualTo(200);
      assertThat(Rig.told(rig.get("/v1.0/secrets/vault/hidden")))
          .startsWith("403 {\"errorCode\":\"ERR_PERMISSION_DENIED\"");
      assertThat(Rig.told(rig.get("/v1.0/secrets/vault/bulk")))
          .isEqualTo("200 {\"open\":{\"open\":\"1\"}}");
    }
  }

  @Test
  void givesAComponentItsSecretsThoughTheStoreComesLater() {
    String needy =
        Rig.component(
                "sql",
                "state.sqlite",
                "metadata:",
                "- name: connectionString",
                "  secretKeyRef: {name: db, key: db}")
            .replace("---\n", "auth:\n  secretStore: vault\n---\n");
    try (Rig rig =
        Rig.start(Sidecar.builder().appId("x").resources(Rig.write(resources, needy, store)))) {
      assertThat(rig.post("/v1.0/state/sql", "[{\"key\":\"k\",\"value\":1}]").statusCode())
          .isEqualTo(204);
      assertThat(folder.resolve("x.db")).exists();
    }
  }
}
