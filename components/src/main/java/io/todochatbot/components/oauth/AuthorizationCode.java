package io.todochatbot.components.oauth;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.Setting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code middleware.http.oauth2}: sends a browser to an authorization server, gets a token for the
 * code that it comes back with, and puts that token into a header of its later requests. A cookie
 * tells the browser's session, which is kept in memory.
 */
final class AuthorizationCode implements HttpMiddleware {
  /** Registers the middleware. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("middleware.http.oauth2", Settings.class, AuthorizationCode::new);
    }
  }

  /**
   * The settings.
   *
   * @param clientID the client
   * @param clientSecret its secret
   * @param scopes what the token is to be good for
   * @param authURL where the browser is sent
   * @param tokenURL where a code is changed for a token
   * @param authHeaderName the header that shows the token
   * @param redirectURL where the server sends the browser back to
   * @param forceHTTPS whether the browser goes on over https
   * @param pathFilter which requests
   */
  public record Settings(
      @Setting(meaning = "the client as the server knows it") String clientID,
      @Setting(meaning = "the client's secret", secret = true) String clientSecret,
      @Setting(meaning = "what the token is to be good for") List<String> scopes,
      @Setting(meaning = "where the browser is sent to sign in") String authURL,
      @Setting(meaning = "where the server changes a code for a token") String tokenURL,
      @Setting(meaning = "the header that shows the token", fallback = "Authorization")
          String authHeaderName,
      @Setting(meaning = "where the server sends the browser back to") String redirectURL,
      @Setting(meaning = "whether the browser goes on over https", fallback = "false")
          boolean forceHTTPS,
      @Setting(meaning = "a regular expression: only requests whose path matches must sign in")
          String pathFilter) {}

  private final Settings settings;
  private final TokenEndpoint server;
  private final PathFilter filter;
  private final Sessions sessions;
  private final System.Logger log;

  AuthorizationCode(Settings settings, ComponentContext context) {
    this.settings = settings;
    this.filter = PathFilter.of(settings.pathFilter());
    this.sessions = new Sessions("dapr-session-" + context.name(), context.clock());
    this.log = context.log();
    this.server =
        new TokenEndpoint(
            settings.tokenURL(),
            settings.clientID(),
            settings.clientSecret(),
            TokenEndpoint.Style.EITHER);
  }

  @Override
  public Response handle(Request request, Next next) {
    if (!filter.covers(request)) {
      return next.handle(request);
    }
    Optional<Sessions.Session> session = sessions.of(request);
    Optional<String> token = session.flatMap(Sessions.Session::token);
    if (token.isPresent()) {
      return next.handle(request.with(settings.authHeaderName(), token.get()));
    }
    String state = parameter(request, "state");
    return state.isEmpty() ? signIn(request) : comeBack(request, session, state);
  }

  @Override
  public void close() {
    server.close();
  }

  private Response signIn(Request request) {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    Sessions.Session session = sessions.begin(request.path() + query);
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    parameters.add(Map.entry("access_type", "offline"));
    parameters.add(Map.entry("client_id", settings.clientID()));
    if (!settings.redirectURL().isEmpty()) {
      parameters.add(Map.entry("redirect_uri", settings.redirectURL()));
    }
    parameters.add(Map.entry("response_type", "code"));
    if (!settings.scopes().isEmpty()) {
      parameters.add(Map.entry("scope", String.join(" ", settings.scopes())));
    }
    parameters.add(Map.entry("state", session.state()));
    String separator = settings.authURL().contains("?") ? "&" : "?";
    return Response.redirect(settings.authURL() + separator + TokenEndpoint.form(parameters))
        .with("set-cookie", sessions.cookie(session));
  }

  private Response comeBack(Request request, Optional<Sessions.Session> session, String state) {
    if (session.isEmpty() || !session.get().state().equals(state)) {
      return Response.text(400, "invalid state");
    }
    String code = parameter(request, "code");
    if (code.isEmpty()) {
      return Response.text(400, "code not found");
    }
    List<Map.Entry<String, String>> grant = new ArrayList<>();
    grant.add(Map.entry("grant_type", "authorization_code"));
    grant.add(Map.entry("code", code));
    if (!settings.redirectURL().isEmpty()) {
      grant.add(Map.entry("redirect_uri", settings.redirectURL()));
    }
    TokenEndpoint.Token token;
    try {
      token = server.ask(grant);
    } catch (ComponentException e) {
      log.log(System.Logger.Level.ERROR, "Failed to exchange token: " + e.getMessage());
      return Response.text(500, "Internal Server Error");
    }
    Sessions.Session signedIn = sessions.signedIn(session.get(), token.header());
    String origin = settings.forceHTTPS() ? "https://" + request.host() : "";
    return Response.redirect(origin + signedIn.wanted())
        .with("set-cookie", sessions.cookie(signedIn));
  }

  private static String parameter(Request request, String name) {
    return Arrays.stream(request.query().split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> decoded(pair.substring(name.length() + 1)))
        .findFirst()
        .orElse("");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException ignored) {
      // a malformed escape stands for itself
      return text;
    }
  }
}
