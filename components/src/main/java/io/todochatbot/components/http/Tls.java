package io.todochatbot.components.http;

import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS as the settings want it. */
final class Tls {
  private static final char[] NO_PASSWORD = {};

  private Tls() {}

  /**
   * The settings' own TLS; empty if the platform's will do.
   *
   * @throws ComponentException if a certificate or key can't be read or they don't fit
   */
  static Optional<SSLContext> context(HttpBinding.Settings settings) {
    boolean ownCertificate =
        !settings.mtlsClientCert().isEmpty() && !settings.mtlsClientKey().isEmpty();
    if (settings.mtlsRootCa().isEmpty() && !ownCertificate) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          ownCertificate ? identity(settings) : null,
          settings.mtlsRootCa().isEmpty() ? null : trust(settings.mtlsRootCa()),
          null);
      return Optional.of(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new ComponentException("failed to set up TLS: " + e.getMessage(), e);
    }
  }

  private static TrustManager @Nullable [] trust(String setting)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    List<X509Certificate> authorities = Pem.of("MTLSRootCA", setting).certificates();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("ca" + i, authorities.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] identity(HttpBinding.Settings settings)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry(
        "client",
        Pem.of("MTLSClientKey", settings.mtlsClientKey()).key(),
        NO_PASSWORD,
        Pem.of("MTLSClientCert", settings.mtlsClientCert())
            .certificates()
            .toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
