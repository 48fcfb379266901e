package io.todochatbot.components.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where an authorization server hands out tokens (RFC 6749). Safe for concurrent use. */
final class TokenEndpoint implements AutoCloseable {
  /** How the client shows who it is. */
  enum Style {
    /** By the header; if that is refused, in the body. */
    EITHER,
    /** In the body. */
    BODY,
    /** By the header. */
    HEADER
  }

  /**
   * A token.
   *
   * @param header the value of a header that shows it
   * @param lifetime how long it is good for; zero if nobody says
   */
  record Token(String header, Duration lifetime) {
    /** Hides the token. */
    @Override
    public String toString() {
      return "Token for " + lifetime;
    }
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI url;
  private final String clientId;
  private final String clientSecret;
  private final Style style;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  TokenEndpoint(String url, String clientId, String clientSecret, Style style) {
    try {
      this.url = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new ComponentException("tokenURL: \"" + url + "\" is no URL (expected: https://…)", e);
    }
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.style = style;
  }

  /**
   * Asks for a token.
   *
   * @param parameters the grant
   * @throws ComponentException if the server refuses or does not answer
   */
  Token ask(List<Map.Entry<String, String>> parameters) {
    HttpResponse<String> answer = send(parameters, style != Style.BODY);
    if (answer.statusCode() / 100 != 2 && style == Style.EITHER) {
      answer = send(parameters, false);
    }
    if (answer.statusCode() / 100 != 2) {
      throw new ComponentException(
          "cannot fetch token: POST " + url + " answered " + answer.statusCode());
    }
    try {
      JsonNode token = new ObjectMapper().readTree(answer.body());
      String access = token.path("access_token").asText("");
      if (access.isEmpty()) {
        throw new ComponentException(url + " answered without an access_token");
      }
      return new Token(
          type(token.path("token_type").asText("")) + " " + access,
          Duration.ofSeconds(token.path("expires_in").asLong(0)));
    } catch (IOException e) {
      throw new ComponentException("cannot parse the answer of " + url + " as JSON", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpResponse<String> send(List<Map.Entry<String, String>> parameters, boolean header) {
    List<Map.Entry<String, String>> form = new ArrayList<>(parameters);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded");
    if (header) {
      String pair = escape(clientId) + ":" + escape(clientSecret);
      request.header(
          "authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    } else {
      form.add(Map.entry("client_id", clientId));
      form.add(Map.entry("client_secret", clientSecret));
    }
    try {
      return http.send(
          request.POST(HttpRequest.BodyPublishers.ofString(form(form))).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ComponentException("cannot fetch token: POST " + url + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentException("interrupted while asking for a token", e);
    }
  }

  /** Names and values as a form or a query. */
  static String form(List<Map.Entry<String, String>> parameters) {
    return String.join(
        "&",
        parameters.stream().map(p -> escape(p.getKey()) + "=" + escape(p.getValue())).toList());
  }

  private static String type(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "", "bearer" -> "Bearer";
      case "mac" -> "MAC";
      case "basic" -> "Basic";
      default -> type;
    };
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
