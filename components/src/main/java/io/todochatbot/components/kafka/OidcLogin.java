package io.todochatbot.components.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todochatbot.components.rest.RestClient;
import io.todochatbot.components.rest.Tls;
import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensions;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.jspecify.annotations.Nullable;

/**
 * Gets tokens with the client's own credentials (RFC 6749, 4.4). Ours, since Kafka's takes
 * addresses only from a system property, which would be every sidecar's of the process.
 */
public final class OidcLogin implements AuthenticateCallbackHandler {
  /** The entry of the configuration that holds the {@link Source}. */
  static final String SOURCE = "dapr.oidc";

  private @Nullable Source source;

  /** Where tokens come from and what is asked for. */
  record Source(
      String endpoint,
      String clientId,
      String clientSecret,
      List<String> scopes,
      Map<String, String> extensions,
      Tls tls) {
    OAuthBearerToken token() {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "client_credentials");
      form.put("client_id", clientId);
      form.put("client_secret", clientSecret);
      form.put("scope", String.join(" ", scopes));
      Instant asked = Instant.now();
      RestClient.Answer answer = new RestClient(endpoint, tls).postForm("", Map.of(), form);
      try {
        JsonNode json = new ObjectMapper().readTree(answer.body());
        String token = json.path("access_token").asText("");
        if (!answer.ok() || token.isEmpty()) {
          throw new ComponentException(
              "no token from "
                  + endpoint
                  + ": status code "
                  + answer.status()
                  + ", "
                  + json.path("error").asText("no access_token in the answer"));
        }
        long seconds = json.path("expires_in").asLong(300);
        return new Token(
            token,
            Set.copyOf(scopes),
            asked.plusSeconds(seconds).toEpochMilli(),
            clientId,
            asked.toEpochMilli());
      } catch (JsonProcessingException e) {
        throw new ComponentException(
            "no token from "
                + endpoint
                + ": status code "
                + answer.status()
                + ", the answer is no JSON",
            e);
      }
    }
  }

  private record Token(
      String value, Set<String> scope, long lifetimeMs, String principalName, Long startTimeMs)
      implements OAuthBearerToken {}

  /** For Kafka's client. */
  public OidcLogin() {}

  @Override
  public void configure(
      Map<String, ?> configs, String saslMechanism, List<AppConfigurationEntry> jaas) {
    if (configs.get(SOURCE) instanceof Source found) {
      source = found;
    }
  }

  @Override
  public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
    Source from = source;
    if (from == null) {
      throw new IllegalStateException("not configured");
    }
    for (Callback callback : callbacks) {
      switch (callback) {
        case OAuthBearerTokenCallback wanted -> {
          try {
            wanted.token(from.token());
          } catch (ComponentException e) {
            throw new IOException(e.getMessage(), e);
          }
        }
        case SaslExtensionsCallback wanted ->
            wanted.extensions(new SaslExtensions(from.extensions()));
        default -> throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {}
}
