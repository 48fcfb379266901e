package io.todochatbot.components.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todochatbot.components.rest.Pem;
import io.todochatbot.components.rest.Tls;
import io.todochatbot.spi.ComponentException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** How to sign in to the brokers, as Kafka's configuration says it. */
final class KafkaSecurity {
  private final KafkaSettings settings;
  private final Map<String, Object> config = new HashMap<>();

  private KafkaSecurity(KafkaSettings settings) {
    this.settings = settings;
  }

  /**
   * The way to sign in that the settings describe.
   *
   * @throws ComponentException with daprd's words if it is incomplete or none that this sidecar
   *     knows
   */
  static KafkaSecurity of(KafkaSettings settings, System.Logger log) {
    KafkaSecurity security = new KafkaSecurity(settings);
    if (!settings.caCert().isEmpty() && !isPem(settings.caCert())) {
      throw new ComponentException("kafka error: invalid ca certificate");
    }
    String type = authType(settings, log);
    boolean sasl =
        switch (type) {
          case "" ->
              throw new ComponentException(
                  "kafka error: 'authType' attribute was missing or empty");
          case "none" -> false;
          case "password" -> security.password();
          case "oidc" -> security.oidc(log);
          case "mtls" -> security.mutualTls();
          case "certificate" -> security.certificate();
          case "awsiam", "oidc_private_key_jwt" ->
              throw new ComponentException(
                  "kafka error: authType '"
                      + type
                      + "' is not built into this sidecar: use password, oidc, mtls or certificate");
          default ->
              throw new ComponentException("kafka error: invalid value for 'authType' attribute");
        };
    boolean tls = !settings.disableTls() && !type.equals("none");
    security.config.put(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        (sasl ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT"));
    if (tls) {
      security.tls(log);
    }
    return security;
  }

  /** The entries of Kafka's configuration. */
  Map<String, Object> config() {
    return Map.copyOf(config);
  }

  private static String authType(KafkaSettings settings, System.Logger log) {
    String type = settings.authType().toLowerCase(Locale.ROOT);
    if (!type.isEmpty() || settings.authRequired().isEmpty()) {
      return type;
    }
    log.log(System.Logger.Level.WARNING, "AuthRequired is deprecated, use AuthType instead.");
    return switch (settings.authRequired().get().toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> settings.saslPassword().isEmpty() ? "mtls" : "password";
      case "false", "f", "0" -> "none";
      default ->
          throw new ComponentException("kafka error: invalid value for 'authRequired' attribute");
    };
  }

  private boolean password() {
    require(settings.saslUsername(), "SASL Username", "password");
    require(settings.saslPassword(), "SASL Password", "password");
    String mechanism =
        switch (settings.saslMechanism()) {
          case "SHA-256" -> "SCRAM-SHA-256";
          case "SHA-512" -> "SCRAM-SHA-512";
          default -> "PLAIN";
        };
    String module =
        mechanism.equals("PLAIN")
            ? PlainLoginModule.class.getName()
            : ScramLoginModule.class.getName();
    config.put(SaslConfigs.SASL_MECHANISM, mechanism);
    config.put(
        SaslConfigs.SASL_JAAS_CONFIG,
        "%s required username=\"%s\" password=\"%s\";"
            .formatted(module, escape(settings.saslUsername()), escape(settings.saslPassword())));
    return true;
  }

  private boolean oidc(System.Logger log) {
    require(settings.oidcTokenEndpoint(), "OIDC Token Endpoint", "oidc");
    require(settings.oidcClientID(), "OIDC Client ID", "oidc");
    require(settings.oidcClientSecret(), "OIDC Client Secret", "oidc");
    if (settings.oidcScopes().equals(List.of("openid"))) {
      log.log(
          System.Logger.Level.WARNING,
          "Warning: no OIDC scopes specified, using default 'openid' scope only. This is a"
              + " security risk for token reuse.");
    }
    config.put(SaslConfigs.SASL_MECHANISM, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM);
    config.put(SaslConfigs.SASL_JAAS_CONFIG, OAuthBearerLoginModule.class.getName() + " required;");
    config.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, OidcLogin.class);
    config.put(
        OidcLogin.SOURCE,
        new OidcLogin.Source(
            settings.oidcTokenEndpoint(),
            settings.oidcClientID(),
            settings.oidcClientSecret(),
            settings.oidcScopes(),
            extensions(),
            trust()));
    return true;
  }

  private boolean mutualTls() {
    if (settings.disableTls()) {
      throw new ComponentException(
          "kafka: cannot configure mTLS authentication when TLSDisable is 'true'");
    }
    if (!settings.clientCert().isEmpty() && !isPem(settings.clientCert())) {
      throw new ComponentException("kafka error: invalid client certificate");
    }
    if (!settings.clientKey().isEmpty() && !isPem(settings.clientKey())) {
      throw new ComponentException("kafka error: invalid client key");
    }
    if (settings.clientKey().isEmpty() || settings.clientCert().isEmpty()) {
      throw new ComponentException("kafka error: clientKey or clientCert is missing");
    }
    return false;
  }

  private boolean certificate() {
    if (settings.caCert().isEmpty()) {
      throw new ComponentException(
          "missing CA certificate property 'caCert' for authType 'certificate'");
    }
    return false;
  }

  private void tls(System.Logger log) {
    if (settings.skipVerify()) {
      log.log(
          System.Logger.Level.INFO,
          "kafka: you are using 'skipVerify' to skip server config verify which is unsafe!");
      config.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "");
    }
    config.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, PemEngines.class);
    config.put(PemEngines.TLS, trust());
  }

  private Tls trust() {
    Optional<Tls.Identity> identity =
        settings.clientCert().isEmpty() || settings.clientKey().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Tls.Identity(
                    Pem.of("clientCert", settings.clientCert()),
                    Pem.of("clientKey", settings.clientKey())));
    List<Pem> authorities =
        settings.caCert().isEmpty() ? List.of() : List.of(Pem.of("caCert", settings.caCert()));
    return new Tls(authorities, identity, settings.skipVerify(), Optional.empty());
  }

  private Map<String, String> extensions() {
    if (settings.oidcExtensions().isEmpty()) {
      return Map.of();
    }
    try {
      Map<String, String> extensions =
          new ObjectMapper().readValue(settings.oidcExtensions(), new TypeReference<>() {});
      if (extensions != null && !extensions.isEmpty()) {
        return extensions;
      }
    } catch (JsonProcessingException ignored) {
      // said below; the text may hold secrets
    }
    throw new ComponentException(
        "kafka error: improper OIDC Extensions format for authType 'oidc'");
  }

  private static void require(String value, String what, String type) {
    if (value.isEmpty()) {
      throw new ComponentException("kafka error: missing " + what + " for authType '" + type + "'");
    }
  }

  private static boolean isPem(String text) {
    return text.contains("-----BEGIN ");
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
