package io.todochatbot.frontend.api;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.frontend.access.SignIn;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.todo.Environment;
import io.todochatbot.todo.web.JsonBody;
import io.todochatbot.todo.web.Problem;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The REST API on the page's port: every request under {@code /api} goes to the backend, those
 * under {@code /api/analytics} to the analytics service, with the caller's credentials. Neither is
 * read here, so the API is the backend's to the last header.
 */
public final class ApiRoutes implements AutoCloseable {
  private static final List<String> REQUEST_HEADERS =
      List.of(
          "Accept",
          "Accept-Language",
          "Content-Type",
          "Idempotency-Key",
          "If-Match",
          "If-None-Match",
          "traceparent",
          "tracestate");
  private static final List<String> RESPONSE_HEADERS =
      List.of("Allow", "Content-Type", "ETag", "Location", "Retry-After", "WWW-Authenticate");
  private static final String AUTHORIZATION = "Authorization";
  private static final String ANALYTICS = "/api/analytics";
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_LARGE = 413;
  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;

  private final SidecarHttp sidecar;
  private final Environment.Peers peers;
  private final SignIn signIn;

  /** Passes on through this sidecar, for callers with a token or a session. */
  public ApiRoutes(Environment environment, SignIn signIn) {
    this.sidecar = new SidecarHttp(environment.sidecar());
    this.peers = environment.peers();
    this.signIn = signIn;
  }

  /** Adds the routes. */
  public void register(Javalin app) {
    app.get("/api/*", this::pass);
    app.post("/api/*", this::pass);
    app.put("/api/*", this::pass);
    app.patch("/api/*", this::pass);
    app.delete("/api/*", this::pass);
  }

  /** Gives the connections back. */
  @Override
  public void close() {
    sidecar.close();
  }

  private void pass(Context ctx) {
    boolean analytics = ctx.path().equals(ANALYTICS) || ctx.path().startsWith(ANALYTICS + "/");
    String authorization = authorization(ctx, analytics);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : REQUEST_HEADERS) {
      Optional.ofNullable(ctx.header(name)).ifPresent(value -> headers.put(name, value));
    }
    headers.put(AUTHORIZATION, authorization);
    HttpResponse<byte[]> answer =
        sidecar.call(
            analytics ? peers.analytics() : peers.backend(),
            ctx.method().name(),
            target(ctx),
            headers,
            body(ctx));
    refuseWhatTheSidecarSays(answer);
    ctx.status(answer.statusCode());
    for (String name : RESPONSE_HEADERS) {
      answer.headers().firstValue(name).ifPresent(value -> ctx.header(name, value));
    }
    ctx.header("Cache-Control", "no-store").result(answer.body());
  }

  // The backend judges the token it is shown; analytics knows no users, so we do it for that one.
  private String authorization(Context ctx, boolean analytics) {
    String shown = ctx.header(AUTHORIZATION);
    if (shown != null && !analytics) {
      return shown;
    }
    Visitor visitor =
        signIn
            .visitor(ctx)
            .orElseThrow(
                () ->
                    new Problem(
                        UNAUTHORIZED,
                        "Not signed in (expected: header Authorization: Bearer <token>, with the"
                            + " token of the ready file)"));
    return "Bearer " + visitor.token();
  }

  // From the decoded path: what our own router understood is what is asked for, dots and all.
  private static String target(Context ctx) {
    String path =
        Arrays.stream(ctx.path().split("/", -1))
            .map(ApiRoutes::segment)
            .collect(Collectors.joining("/"));
    String query = ctx.queryString();
    return query == null ? path : path + "?" + query;
  }

  private static String segment(String decoded) {
    if (decoded.equals(".") || decoded.equals("..")) {
      throw new Problem(BAD_REQUEST, "A path of the API has no dots for segments");
    }
    return URLEncoder.encode(decoded, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] body(Context ctx) {
    try {
      byte[] body = ctx.bodyInputStream().readNBytes(JsonBody.LIMIT_BYTES + 1);
      if (body.length > JsonBody.LIMIT_BYTES) {
        throw new Problem(TOO_LARGE, "The body is longer than " + JsonBody.LIMIT_BYTES + " bytes");
      }
      return body;
    } catch (IOException e) {
      throw new Problem(BAD_REQUEST, "The body could not be read: " + e.getMessage(), e);
    }
  }

  // A sidecar that can't reach the service answers itself, in Dapr's form and with a 500.
  private static void refuseWhatTheSidecarSays(HttpResponse<byte[]> answer) {
    if (answer.statusCode() == INTERNAL) {
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      if (text.contains("ERR_DIRECT_INVOKE")) {
        throw new Problem(
            UNAVAILABLE, "The service behind this address is not there just now: " + text);
      }
    }
  }
}
