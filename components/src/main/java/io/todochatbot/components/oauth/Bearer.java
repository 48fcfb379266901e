package io.todochatbot.components.oauth;

import com.google.auto.service.AutoService;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.Setting;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * {@code middleware.http.bearer}: lets pass only requests with a token (JWT) of one issuer for one
 * audience in {@code Authorization: Bearer}; 401 for others. The issuer's keys are fetched at the
 * start and kept; a token signed by one that is not known has them fetched again.
 */
final class Bearer implements HttpMiddleware {
  /** Registers the middleware. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("middleware.http.bearer", Settings.class, Bearer::new);
    }
  }

  /**
   * The settings.
   *
   * @param issuer who makes the tokens
   * @param audience whom they must be for
   * @param jwksURL where the issuer's keys are
   */
  public record Settings(
      @Setting(
              meaning = "who must have made the token: its claim iss",
              aliases = "issuerURL",
              required = true)
          String issuer,
      @Setting(
              meaning = "whom the token must be for: one of its claim aud",
              aliases = "clientID",
              required = true)
          String audience,
      @Setting(
              meaning =
                  "where the issuer's keys are; without it the issuer's OpenID configuration tells")
          String jwksURL) {}

  private static final String PREFIX = "bearer ";
  private static final int SHORTEST_TOKEN = 10;

  private final JWTProcessor<SecurityContext> tokens;
  private final System.Logger log;

  Bearer(Settings settings, ComponentContext context) {
    log = context.log();
    tokens = Issuer.processor(settings.issuer(), settings.audience(), settings.jwksURL());
  }

  @Override
  public Response handle(Request request, Next next) {
    String header = request.header("authorization").orElse("");
    String token = header.substring(Math.min(PREFIX.length(), header.length()));
    if (!header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
        || token.length() < SHORTEST_TOKEN) {
      return Response.text(401, "Unauthorized");
    }
    @Nullable SecurityContext nothing = null;
    try {
      tokens.process(token, nothing);
    } catch (KeySourceException e) {
      log.log(System.Logger.Level.ERROR, "Failed to retrieve JWKS cache: " + e.getMessage());
      return Response.text(500, "Internal Server Error");
    } catch (ParseException | BadJOSEException | JOSEException e) {
      log.log(System.Logger.Level.DEBUG, "a token is refused: " + e.getMessage());
      return Response.text(401, "Unauthorized");
    }
    return next.handle(request);
  }
}
