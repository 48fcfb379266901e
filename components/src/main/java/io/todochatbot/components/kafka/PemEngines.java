package io.todochatbot.components.kafka;

import io.todochatbot.components.rest.Tls;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/** TLS for Kafka's client from the settings' PEM; Kafka makes it by its class and configures it. */
public final class PemEngines implements SslEngineFactory {
  /** The entry of the configuration that holds the {@link Tls}. */
  static final String TLS = "dapr.tls";

  private @Nullable SSLContext context;

  /** For Kafka's client. */
  public PemEngines() {}

  @Override
  public void configure(Map<String, ?> configs) {
    if (configs.get(TLS) instanceof Tls tls) {
      context = tls.context();
    }
  }

  @Override
  public SSLEngine createClientSslEngine(
      String peerHost, int peerPort, String endpointIdentification) {
    SSLContext ready = context;
    if (ready == null) {
      throw new IllegalStateException("not configured");
    }
    SSLEngine engine = ready.createSSLEngine(peerHost, peerPort);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Override
  public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
    throw new UnsupportedOperationException("only for clients");
  }

  @Override
  public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
    return false;
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return Set.of();
  }

  @Override
  public @Nullable KeyStore keystore() {
    return null;
  }

  @Override
  public @Nullable KeyStore truststore() {
    return null;
  }

  @Override
  public void close() {}
}
