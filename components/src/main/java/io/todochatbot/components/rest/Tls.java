package io.todochatbot.components.rest;

import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client trusts and who it is.
 *
 * @param authorities the certificates that vouch for the server; empty for those of the platform
 * @param identity the client's own certificate and key
 * @param trustsAnyone whether every certificate will do, whoever it names
 * @param serverName the name the server's certificate must hold; empty for that of the address
 */
public record Tls(
    List<Pem> authorities,
    Optional<Identity> identity,
    boolean trustsAnyone,
    Optional<String> serverName) {
  private static final char[] NO_PASSWORD = {};

  /** Trusts whom the platform trusts and shows no certificate. */
  public static final Tls PLATFORM = new Tls(List.of(), Optional.empty(), false, Optional.empty());

  /** A certificate, with those that vouch for it, and its key. */
  public record Identity(Pem certificate, Pem key) {}

  /** Copies the list. */
  public Tls {
    authorities = List.copyOf(authorities);
  }

  /**
   * The context that follows from this.
   *
   * @throws ComponentException if a certificate or key can't be read or they don't fit
   */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.isPresent() ? keys(identity.get()) : null, trust(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ComponentException("failed to set up TLS: " + e.getMessage(), e);
    }
  }

  private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
    if (trustsAnyone) {
      return new TrustManager[] {new Anyone()};
    }
    if (authorities.isEmpty()) {
      return null;
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem authority : authorities) {
      certificates.addAll(authority.certificates());
    }
    KeyStore store = empty();
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca" + i, certificates.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(Identity identity) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry(
        "client",
        identity.key().key(),
        NO_PASSWORD,
        identity.certificate().certificates().toArray(X509Certificate[]::new));
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

  /** What {@code skipVerify} asks for. Extended, else the JDK would still compare the names. */
  private static final class Anyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
