package io.todochatbot.components.oauth;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.Setting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@code middleware.http.oauth2clientcredentials}: puts a token into a header of each request,
 * which it gets from an authorization server with this side's own credentials and keeps as long as
 * it is good.
 *
 * <p>Without a token nothing passes: the caller gets a 500. daprd answers an empty 200 instead.
 */
final class ClientCredentials implements HttpMiddleware {
  /** Registers the middleware. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("middleware.http.oauth2clientcredentials", Settings.class, ClientCredentials::new);
    }
  }

  /**
   * The settings.
   *
   * @param clientID who asks
   * @param clientSecret its secret
   * @param scopes what the token is to be good for
   * @param tokenURL where tokens are handed out
   * @param headerName the header that shows the token
   * @param endpointParamsQuery what else the server wants to know
   * @param authStyle how the client shows who it is
   * @param pathFilter which requests
   */
  public record Settings(
      @Setting(meaning = "the client that asks for a token", required = true) String clientID,
      @Setting(meaning = "the client's secret", required = true, secret = true) String clientSecret,
      @Setting(meaning = "what the token is to be good for", required = true) List<String> scopes,
      @Setting(meaning = "where the server hands out tokens", required = true) String tokenURL,
      @Setting(meaning = "the header that shows the token", required = true) String headerName,
      @Setting(meaning = "further parameters of the question, written as a query")
          String endpointParamsQuery,
      @Setting(
              meaning =
                  "how the client shows who it is: 1 in the body, 2 by the header, 0 by whichever"
                      + " the server takes",
              fallback = "0")
          int authStyle,
      @Setting(meaning = "a regular expression: only requests whose path matches get a token")
          String pathFilter) {}

  /** A token is not used up to its very end, which the server's clock decides. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** How long a token is kept whose end nobody tells. */
  private static final Duration UNTOLD = Duration.ofHours(1);

  /** A token and when to get another. */
  private record Kept(String header, Instant until) {}

  private final Settings settings;
  private final TokenEndpoint server;
  private final PathFilter filter;
  private final InstantSource clock;
  private final System.Logger log;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Kept kept;

  ClientCredentials(Settings settings, ComponentContext context) {
    this.settings = settings;
    this.filter = PathFilter.of(settings.pathFilter());
    this.clock = context.clock();
    this.log = context.log();
    this.server =
        new TokenEndpoint(
            settings.tokenURL(),
            settings.clientID(),
            settings.clientSecret(),
            style(settings.authStyle()));
  }

  @Override
  public Response handle(Request request, Next next) {
    if (!filter.covers(request)) {
      return next.handle(request);
    }
    String header;
    try {
      header = token();
    } catch (ComponentException e) {
      log.log(System.Logger.Level.ERROR, "Error acquiring token: " + e.getMessage());
      return Response.text(500, "Internal Server Error");
    }
    return next.handle(request.with(settings.headerName(), header));
  }

  @Override
  public void close() {
    server.close();
  }

  private String token() {
    Kept last = kept;
    if (last != null && clock.instant().isBefore(last.until())) {
      return last.header();
    }
    asking.lock();
    try {
      Kept meanwhile = kept;
      if (meanwhile != null && clock.instant().isBefore(meanwhile.until())) {
        return meanwhile.header();
      }
      TokenEndpoint.Token token = server.ask(grant());
      Duration lifetime = token.lifetime().isPositive() ? token.lifetime() : UNTOLD;
      kept = new Kept(token.header(), clock.instant().plus(lifetime).minus(MARGIN));
      return token.header();
    } finally {
      asking.unlock();
    }
  }

  private List<Map.Entry<String, String>> grant() {
    List<Map.Entry<String, String>> grant = new ArrayList<>();
    grant.add(Map.entry("grant_type", "client_credentials"));
    grant.add(Map.entry("scope", String.join(" ", settings.scopes())));
    for (String pair : settings.endpointParamsQuery().split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        grant.add(
            Map.entry(
                URLDecoder.decode(name, StandardCharsets.UTF_8),
                URLDecoder.decode(value, StandardCharsets.UTF_8)));
      }
    }
    return grant;
  }

  private static TokenEndpoint.Style style(int number) {
    return switch (number) {
      case 0 -> TokenEndpoint.Style.EITHER;
      case 1 -> TokenEndpoint.Style.BODY;
      case 2 -> TokenEndpoint.Style.HEADER;
      default ->
          throw new ComponentException(
              "metadata errors: Parameter 'authStyle' can only have the values 0,1,2. Received: '"
                  + number
                  + "'. ");
    };
  }
}
