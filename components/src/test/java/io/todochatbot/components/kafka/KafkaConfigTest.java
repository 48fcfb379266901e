package io.todochatbot.components.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.todochatbot.components.rest.Tls;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.junit.jupiter.api.Test;

class KafkaConfigTest {
  private final TestContext context = new TestContext();

  @Test
  void refusesInDaprdsWords() {
    refused(g -> g.authType = "", "kafka error: 'authType' attribute was missing or empty");
    refused(g -> g.authType = "magic", "kafka error: invalid value for 'authType' attribute");
    refused(g -> g.brokers = "", "kafka error: missing 'brokers' attribute");
    refused(g -> g.initialOffset = "middle", "kafka error: invalid initialOffset: middle");
    refused(g -> g.compression = "bogus", "kafka error: invalid compression: bogus");
    refused(g -> g.version = "new", "kafka error: invalid kafka version");
    refused(g -> g.caCert = "no pem", "kafka error: invalid ca certificate");
    refused(
        g -> g.authType = "password", "kafka error: missing SASL Username for authType 'password'");
    refused(
        g -> g.authType = "oidc", "kafka error: missing OIDC Token Endpoint for authType 'oidc'");
    refused(g -> g.authType = "mtls", "kafka error: clientKey or clientCert is missing");
    refused(
        g -> g.authType = "certificate",
        "missing CA certificate property 'caCert' for authType 'certificate'");
    refused(
        g -> g.authType = "awsiam",
        "kafka error: authType 'awsiam' is not built into this sidecar: use password, oidc, mtls or"
            + " certificate");
    refused(
        g -> g.excluded = Optional.of("("),
        "kafka error: excludeHeaderMetaRegex is no regular expression: Unclosed group near index 1"
            + "\n(");
  }

  @Test
  void tellsAtOnceThatNobodyListens() {
    refused(
        g -> g.brokers = "127.0.0.1:1",
        "failed to get latest Kafka clients for initialization: kafka: client has run out of"
            + " available brokers to talk to: dial tcp 127.0.0.1:1: Connection refused");
  }

  @Test
  void derivesTheSignInFromTheDeprecatedSetting() {
    Given old = new Given();
    old.authType = "";
    old.authRequired = Optional.of("false");
    assertThat(config(old).client()).containsEntry("security.protocol", "PLAINTEXT");
    old.authRequired = Optional.of("true");
    old.user = "u";
    old.password = "p";
    assertThat(config(old).client()).containsEntry("security.protocol", "SASL_SSL");
    old.authRequired = Optional.of("perhaps");
    assertThatThrownBy(() -> config(old))
        .hasMessage("kafka error: invalid value for 'authRequired' attribute");
  }

  @Test
  void callsTheGroupAfterTheApplicationUnlessItHasAName() {
    assertThat(config(new Given()).group()).isEqualTo("app1");
    Given named = new Given();
    named.group = "g";
    assertThat(config(named).group()).isEqualTo("g");
  }

  @Test
  void takesABareRetryIntervalForMilliseconds() {
    assertThat(Redelivery.of(new Given().settings(), Map.of("consumeRetryInterval", "250")))
        .extracting(Redelivery::afterFailure)
        .isEqualTo(Duration.ofMillis(250));
    assertThat(Redelivery.of(new Given().settings(), Map.of("consumeRetryInterval", "2s")))
        .extracting(Redelivery::afterFailure)
        .isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void getsATokenWithItsOwnCredentials() throws Exception {
    List<String> forms = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          boolean wrong = forms.size() > 1;
          byte[] answer =
              (wrong
                      ? "{\"error\":\"invalid_client\"}"
                      : "{\"access_token\":\"t0k\",\"expires_in\":60}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(wrong ? 401 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      OidcLogin login = new OidcLogin();
      login.configure(
          Map.of(
              OidcLogin.SOURCE,
              new OidcLogin.Source(
                  "http://127.0.0.1:" + server.getAddress().getPort() + "/token",
                  "me",
                  "s&cret",
                  List.of("a", "b"),
                  Map.of(),
                  Tls.PLATFORM)),
          "OAUTHBEARER",
          List.of());
      OAuthBearerTokenCallback wanted = new OAuthBearerTokenCallback();
      login.handle(new OAuthBearerTokenCallback[] {wanted});

      assertThat(wanted.token().value()).isEqualTo("t0k");
      assertThat(wanted.token().lifetimeMs() - wanted.token().startTimeMs()).isEqualTo(60_000);
      assertThat(forms.getFirst())
          .isEqualTo("grant_type=client_credentials&client_id=me&client_secret=s%26cret&scope=a+b");
      assertThatThrownBy(() -> login.handle(new OAuthBearerTokenCallback[] {wanted}))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("status code 401, invalid_client");
    } finally {
      server.stop(0);
    }
  }

  private void refused(Consumer<Given> change, String message) {
    Given given = new Given();
    given.brokers = "127.0.0.1:1";
    change.accept(given);
    assertThatThrownBy(
            () -> {
              new Records(given.settings());
              KafkaPubSub.open(given.settings(), context.context());
            })
        .isInstanceOf(ComponentException.class)
        .hasMessage(message);
  }

  private KafkaConfig config(Given given) {
    given.brokers = "127.0.0.1:1";
    return new KafkaConfig(given.settings(), context.context());
  }
}
