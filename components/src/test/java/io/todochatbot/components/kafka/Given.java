package io.todochatbot.components.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of a test, to be changed one by one. */
final class Given {
  String brokers = "";
  String group = "";
  String authType = "none";
  Optional<String> authRequired = Optional.empty();
  String user = "";
  String password = "";
  String mechanism = "PLAINTEXT";
  String initialOffset = "newest";
  Optional<Integer> maxMessageBytes = Optional.empty();
  String oidcEndpoint = "";
  String oidcId = "";
  String oidcSecret = "";
  String oidcExtensions = "";
  boolean disableTls;
  boolean skipVerify;
  String caCert = "";
  String clientCert = "";
  String clientKey = "";
  int maxRetries = -1;
  Duration sessionTimeout = Duration.ofSeconds(10);
  String version = "2.0.0";
  boolean escapeHeaders;
  Optional<String> excluded = Optional.empty();
  String compression = "none";
  Optional<Integer> batchSize = Optional.empty();
  Optional<Duration> batchTimeout = Optional.empty();

  KafkaSettings settings() {
    return new KafkaSettings(
        brokers.isEmpty() ? List.of() : List.of(brokers.split(",")),
        group,
        "",
        Optional.of("todo"),
        authType,
        authRequired,
        user,
        password,
        mechanism,
        initialOffset,
        maxMessageBytes,
        oidcEndpoint,
        oidcId,
        oidcSecret,
        List.of("openid"),
        oidcExtensions,
        disableTls,
        skipVerify,
        caCert,
        clientCert,
        clientKey,
        true,
        Duration.ofMillis(100),
        Duration.ofMillis(20),
        maxRetries,
        Duration.ofSeconds(1),
        sessionTimeout,
        version,
        escapeHeaders,
        excluded,
        Duration.ofMinutes(8),
        "range",
        compression,
        1,
        1048576,
        256,
        batchSize,
        batchTimeout);
  }
}
