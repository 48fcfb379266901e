package io.todochatbot.components.vault;

import io.todochatbot.components.rest.Pem;
import io.todochatbot.components.rest.Tls;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings.
 *
 * @param vaultAddr the server's address
 * @param vaultToken the token
 * @param vaultTokenMountPath the file that holds the token
 * @param vaultAppRoleId the role's id
 * @param vaultAppRoleSecretId the role's secret
 * @param vaultAppRolePath where the AppRole sign-in is mounted
 * @param enginePath where the engine is mounted
 * @param vaultKVVersion the engine's version
 * @param vaultKVPrefix the folder of the secrets
 * @param vaultKVUsePrefix whether there is one
 * @param vaultValueType whether a secret is a map or a text
 * @param caPem the authority's certificate
 * @param caPath a folder of authorities' certificates
 * @param caCert a file with the authority's certificate
 * @param skipVerify whether the server's certificate is not checked
 * @param tlsServerName the name in the server's certificate
 */
record VaultSettings(
    @Setting(meaning = "the address of Vault", fallback = "https://127.0.0.1:8200")
        String vaultAddr,
    @Setting(meaning = "the token to sign in with", secret = true) String vaultToken,
    @Setting(meaning = "the file that holds the token, read again once Vault refuses the token")
        String vaultTokenMountPath,
    @Setting(meaning = "the role's id for a sign-in by AppRole; real Dapr has none")
        String vaultAppRoleId,
    @Setting(
            meaning = "the role's secret for a sign-in by AppRole; real Dapr has none",
            secret = true)
        String vaultAppRoleSecretId,
    @Setting(
            meaning = "where the sign-in by AppRole is mounted; real Dapr has none",
            fallback = "approle")
        String vaultAppRolePath,
    @Setting(meaning = "where the key/value engine is mounted", fallback = "secret")
        String enginePath,
    @Setting(
            meaning = "the version of the key/value engine, 1 or 2; real Dapr knows only 2",
            fallback = "2")
        int vaultKVVersion,
    @Setting(meaning = "the folder all secrets are in", fallback = "dapr") String vaultKVPrefix,
    @Setting(meaning = "whether the secrets are in that folder", fallback = "true")
        boolean vaultKVUsePrefix,
    @Setting(
            meaning = "map: a secret has several keys; text: it is one JSON text",
            fallback = "map")
        ValueType vaultValueType,
    @Setting(meaning = "the certificate, PEM, of the authority that vouches for Vault")
        String caPem,
    @Setting(meaning = "a folder of such certificates") String caPath,
    @Setting(meaning = "a file with such a certificate") String caCert,
    @Setting(meaning = "whether to trust every certificate", fallback = "false") boolean skipVerify,
    @Setting(meaning = "the name to ask for and to find in Vault's certificate")
        Optional<String> tlsServerName) {

  /** What a secret is. */
  enum ValueType {
    /** Keys and values. */
    MAP,
    /** One text. */
    TEXT
  }

  /**
   * Whom to trust: the first that is set of caPem, caPath and caCert, else the platform's.
   *
   * @throws ComponentException if a file can't be read
   */
  Tls tls() {
    return new Tls(authorities(), Optional.empty(), skipVerify, tlsServerName);
  }

  private List<Pem> authorities() {
    if (!caPem.isEmpty()) {
      return List.of(Pem.of("caPem", caPem));
    }
    if (caPath.isEmpty()) {
      return caCert.isEmpty() ? List.of() : List.of(Pem.of("caCert", caCert));
    }
    try (Stream<Path> files = Files.walk(Path.of(caPath))) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> Pem.of("caPath", file.toString()))
          .toList();
    } catch (IOException e) {
      throw new ComponentException("couldn't read certificates at " + caPath, e);
    }
  }
}
