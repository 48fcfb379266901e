package io.todochatbot.components.rest;

import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Blocking requests with small JSON bodies to one server. On {@link HttpURLConnection}: the JDK's
 * newer client can't be told another name for the server's certificate. Safe for concurrent use.
 */
public final class RestClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final String base;
  private final SSLSocketFactory sockets;
  private final boolean anyName;

  /**
   * An answer.
   *
   * @param body its text, empty if there was none
   */
  public record Answer(int status, String body) {
    /** Whether the server did what it was asked. */
    public boolean ok() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * A client of the server at {@code base}, such as {@code https://127.0.0.1:8200}.
   *
   * @throws ComponentException if the address is none, or a certificate or key can't be read
   */
  public RestClient(String base, Tls tls) {
    this.base = base.replaceFirst("/+$", "");
    SSLSocketFactory plain = tls.context().getSocketFactory();
    sockets = tls.serverName().<SSLSocketFactory>map(n -> new NamedSockets(plain, n)).orElse(plain);
    // a name of its own is compared by the sockets themselves
    anyName = tls.trustsAnyone() || tls.serverName().isPresent();
    address("");
  }

  /**
   * Gets a path, which begins with a slash.
   *
   * @throws ComponentException if the server can't be reached
   */
  public Answer get(String path, Map<String, String> headers) {
    return send("GET", path, headers, "", "");
  }

  /**
   * Posts JSON to a path.
   *
   * @throws ComponentException if the server can't be reached
   */
  public Answer post(String path, Map<String, String> headers, String json) {
    return send("POST", path, headers, "application/json", json);
  }

  /**
   * Posts the fields of a form to a path.
   *
   * @throws ComponentException if the server can't be reached
   */
  public Answer postForm(String path, Map<String, String> headers, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(
                e ->
                    URLEncoder.encode(e.getKey(), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send("POST", path, headers, "application/x-www-form-urlencoded", form);
  }

  private Answer send(
      String method, String path, Map<String, String> headers, String type, String body) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address(path).toURL().openConnection();
      if (connection instanceof HttpsURLConnection secure) {
        secure.setSSLSocketFactory(sockets);
        if (anyName) {
          secure.setHostnameVerifier((host, session) -> true);
        }
      }
      connection.setConnectTimeout((int) CONNECT.toMillis());
      connection.setReadTimeout((int) ANSWER.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setRequestMethod(method);
      headers.forEach(connection::setRequestProperty);
      if (!body.isEmpty()) {
        connection.setRequestProperty("Content-Type", type);
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      }
      return new Answer(connection.getResponseCode(), text(connection));
    } catch (IOException e) {
      throw new ComponentException("can't reach " + base + ": " + reason(e), e);
    }
  }

  private static String text(HttpURLConnection connection) throws IOException {
    try (InputStream in =
        connection.getResponseCode() < 400
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private URI address(String path) {
    try {
      URI address = URI.create(base + path);
      String scheme = String.valueOf(address.getScheme());
      if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return address;
      }
    } catch (IllegalArgumentException ignored) {
      // said below
    }
    throw new ComponentException(
        "\"" + base + path + "\" is no address (expected: https://HOST:PORT)");
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
