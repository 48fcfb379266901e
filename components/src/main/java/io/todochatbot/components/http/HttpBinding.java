package io.todochatbot.components.http;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.OutputBinding;
import io.todochatbot.spi.Setting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code bindings.http}: a request to an HTTP service. The operation is the verb; of a request's
 * metadata {@code path} is appended to the URL, {@code errorIfNot2XX} overrides the setting, and
 * what begins with a capital letter is a header.
 */
final class HttpBinding implements OutputBinding {
  private static final List<String> OPERATIONS =
      List.of("create", "get", "head", "post", "put", "patch", "delete", "options", "trace");
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final Duration CONNECT = Duration.ofSeconds(15);

  /** Registers the binding. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("bindings.http", Settings.class, HttpBinding::new);
    }
  }

  /** What daprd knows TLS renegotiation by; Java itself decides by the protocol. */
  public enum Renegotiation {
    /** Not at all. */
    RENEGOTIATENEVER,
    /** Once. */
    RENEGOTIATEONCEASCLIENT,
    /** Always. */
    RENEGOTIATEFREELYASCLIENT
  }

  /**
   * The settings.
   *
   * @param url the service's URL
   * @param mtlsRootCa who signs the service's certificate
   * @param mtlsClientCert this side's certificate
   * @param mtlsClientKey the key of that
   * @param mtlsRenegotiation whether the service may renegotiate
   * @param securityToken what to prove oneself with
   * @param securityTokenHeader the header for that
   * @param responseTimeout how long an answer may take
   * @param maxResponseBodySize how much of an answer is read
   * @param errorIfNot2XX whether other statuses are failures
   */
  public record Settings(
      @Setting(meaning = "the URL to which requests go", required = true) String url,
      @Setting(
              meaning =
                  "the authority that signs the service's certificate, as PEM or as a file; the"
                      + " platform's authorities if absent")
          String mtlsRootCa,
      @Setting(meaning = "this side's certificate chain, as PEM or as a file")
          String mtlsClientCert,
      @Setting(meaning = "the key of the certificate, as PEM or as a file", secret = true)
          String mtlsClientKey,
      @Setting(
              meaning =
                  "RenegotiateNever, RenegotiateOnceAsClient or RenegotiateFreelyAsClient; only"
                      + " checked, since Java renegotiates only securely anyway")
          Optional<Renegotiation> mtlsRenegotiation,
      @Setting(meaning = "a token sent with each request", secret = true) String securityToken,
      @Setting(meaning = "the header in which the token is sent") String securityTokenHeader,
      @Setting(meaning = "how long an answer may take; for ever if absent")
          Optional<Duration> responseTimeout,
      @Setting(
              meaning = "how much of an answer is read at most; zero or less for all of it",
              fallback = "100Mi")
          String maxResponseBodySize,
      @Setting(meaning = "whether a status other than 2xx is a failure", fallback = "true")
          boolean errorIfNot2XX) {}

  private final Settings settings;
  private final HttpClient client;
  private final Answers answers;

  HttpBinding(Settings settings, ComponentContext context) {
    this.settings = settings;
    this.answers = new Answers(ByteSize.parse(settings.maxResponseBodySize()));
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .executor(task -> Thread.ofVirtual().name("binding-" + context.name()).start(task));
    Tls.context(settings).ifPresent(builder::sslContext);
    client = builder.build();
  }

  @Override
  public List<String> operations() {
    return OPERATIONS;
  }

  @Override
  public Optional<Result> invoke(Request request) {
    HttpRequest out = request(request);
    HttpResponse<java.io.InputStream> response;
    Result result;
    try {
      response = client.send(out, HttpResponse.BodyHandlers.ofInputStream());
      result = answers.read(response, Headers.asksForGzip(out));
    } catch (IOException e) {
      throw new ComponentException(reason(out, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentException(prefix(out) + "context canceled", e);
    }
    boolean strict =
        request.entry("errorIfNot2XX").map(HttpBinding::truth).orElse(settings.errorIfNot2XX());
    if (strict && response.statusCode() / 100 != 2) {
      throw new Failed("received status code " + response.statusCode(), result.metadata());
    }
    return Optional.of(result);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest request(Request request) {
    String verb = request.operation().toUpperCase(Locale.ROOT);
    String method = verb.equals("CREATE") ? "POST" : verb;
    boolean withBody = WITH_BODY.contains(method);
    URI uri = uri(request);
    HttpRequest.Builder out =
        HttpRequest.newBuilder(uri)
            // in clear text an offer of HTTP/2 would be one header too many for some
            .version(
                "https".equalsIgnoreCase(uri.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .method(
                method,
                withBody ? BodyPublishers.ofByteArray(request.data()) : BodyPublishers.noBody());
    settings.responseTimeout().ifPresent(out::timeout);
    try {
      Headers.of(request, settings, withBody).forEach(out::setHeader);
    } catch (IllegalArgumentException e) {
      throw new ComponentException.BadRequest(
          "metadata that begins with a capital letter is sent as a header: " + e.getMessage());
    }
    return out.build();
  }

  private URI uri(Request request) {
    String url =
        request
            .entry("path")
            .map(path -> trailing(settings.url()) + "/" + leading(path))
            .orElse(settings.url());
    try {
      URI uri = URI.create(url);
      if (uri.getHost() == null || uri.getScheme() == null) {
        throw new IllegalArgumentException("no host or no scheme");
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw new ComponentException.BadRequest(
          "\"" + url + "\" is no URL of an HTTP service: " + e.getMessage());
    }
  }

  private static String trailing(String url) {
    return url.replaceAll("/+$", "");
  }

  private static String leading(String path) {
    return path.replaceAll("^/+", "");
  }

  /** In the words that daprd has from Go. */
  private static String reason(HttpRequest request, IOException cause) {
    URI uri = request.uri();
    if (cause instanceof HttpTimeoutException) {
      return prefix(request) + "context deadline exceeded";
    }
    if (cause instanceof ConnectException) {
      boolean tls = "https".equalsIgnoreCase(uri.getScheme());
      int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
      return prefix(request)
          + "dial tcp "
          + uri.getHost()
          + ":"
          + port
          + ": connect: connection refused";
    }
    return prefix(request) + (cause.getMessage() == null ? cause : cause.getMessage());
  }

  private static String prefix(HttpRequest request) {
    String method = request.method();
    return method.charAt(0)
        + method.substring(1).toLowerCase(Locale.ROOT)
        + " \""
        + request.uri()
        + "\": ";
  }

  private static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes", "true", "t", "on", "1" -> true;
      default -> false;
    };
  }
}
