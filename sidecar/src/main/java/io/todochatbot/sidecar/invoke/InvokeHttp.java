package io.todochatbot.sidecar.invoke;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpIn;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Query;
import io.todochatbot.sidecar.peer.Invocation;
import io.todochatbot.sidecar.peer.MethodName;
import io.todochatbot.sidecar.peer.Outcome;
import io.todochatbot.sidecar.peer.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Service invocation over HTTP: {@code /v1.0/invoke/{id}/method/…} with any verb, and any path at
 * all with the header {@code dapr-app-id}.
 */
public final class InvokeHttp {
  private static final String METHOD = "/method/";

  private InvokeHttp() {}

  /** Binds the paths; every path that nothing else binds is one of an application. */
  public static void bind(HttpApi http, InvokeApi api) {
    http.streaming("*", "/v1.0/invoke/*", api.invoke, InvokeHttp::request, InvokeHttp::out);
    http.otherwise(api.invoke, InvokeHttp::request, InvokeHttp::out);
  }

  private static InvokeApi.Request request(HttpIn in) {
    String path = Query.decode(in.path(), false).orElse(in.path());
    Optional<String> named = in.header("dapr-app-id").filter(id -> !id.isEmpty());
    Optional<String> header = named.or(() -> in.header("authorization").flatMap(InvokeHttp::basic));
    Optional<Invocation.Http> verb =
        Optional.of(new Invocation.Http(Verb.of(in.method()), in.query()));
    if (header.isPresent()) {
      return new InvokeApi.Request(header, relative(path), verb, Optional.empty(), in.body());
    }
    String rest = rest(path);
    int method = rest.indexOf(METHOD);
    if (method <= 0) {
      return new InvokeApi.Request(Optional.empty(), "", verb, Optional.empty(), in.body());
    }
    String id = rest.substring(0, method);
    String decoded = Query.decode(id, true).filter(text -> !text.isEmpty()).orElse(id);
    return new InvokeApi.Request(
        Optional.of(decoded),
        relative(rest.substring(method + METHOD.length())),
        verb,
        Optional.empty(),
        in.body());
  }

  /** {@code dapr-app-id} as user and the id as password. */
  private static Optional<String> basic(String authorization) {
    if (!authorization.startsWith("Basic ")) {
      return Optional.empty();
    }
    try {
      byte[] plain = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
      List<String> pair = List.of(new String(plain, StandardCharsets.UTF_8).split(":", -1));
      return pair.size() == 2 && pair.get(0).equalsIgnoreCase("dapr-app-id")
          ? Optional.of(pair.get(1))
          : Optional.empty();
    } catch (IllegalArgumentException ignored) {
      // somebody else's credentials
      return Optional.empty();
    }
  }

  private static String relative(String path) {
    String cleaned = MethodName.clean(path);
    return cleaned.startsWith("/") ? cleaned.substring(1) : cleaned;
  }

  /** What stands behind {@code /v1.0/invoke/}, however many slashes there are; else nothing. */
  private static String rest(String path) {
    int at = 0;
    for (String expected : List.of("v1.0", "invoke")) {
      at = skipSlashes(path, at);
      if (!path.startsWith(expected, at)) {
        return "";
      }
      at += expected.length();
      if (at == path.length() || path.charAt(at) != '/') {
        return "";
      }
    }
    return path.substring(skipSlashes(path, at));
  }

  private static int skipSlashes(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) == '/') {
      at++;
    }
    return at;
  }

  private static HttpOut out(InvokeApi.Answer answer) {
    Outcome outcome = answer.outcome();
    if (outcome.isHttp()) {
      return fromHttp(answer);
    }
    int status = GrpcToHttp.status(outcome.status().getCode());
    Body body =
        status == 200
            ? outcome.body()
            : Body.of(outcome.statusJson().getBytes(StandardCharsets.UTF_8), Optional.empty());
    Optional<String> type =
        outcome.typeUrl().isPresent() ? Optional.of("application/x-protobuf") : body.contentType();
    return new HttpOut(status, outcome.headers().toHttp(), typed(body, type));
  }

  private static HttpOut fromHttp(InvokeApi.Answer answer) {
    Outcome outcome = answer.outcome();
    int status = outcome.status().getCode();
    List<Map.Entry<String, String>> headers = new ArrayList<>(outcome.headers().toHttp());
    Body body = outcome.body();
    if (status == 204 || status == 304) {
      close(body);
      return new HttpOut(status, headers, Body.of(new byte[0], body.contentType()));
    }
    boolean failed = status < 200 || status > 399;
    Optional<String> type = body.contentType();
    if (failed && !answer.streamed()) {
      type = type.or(() -> Optional.of("application/json"));
    } else if (!failed && answer.events()) {
      type = type.or(() -> Optional.of("text/event-stream"));
      if (outcome.headers().first("cache-control").isEmpty()) {
        headers.add(Map.entry("cache-control", "no-cache"));
      }
    }
    // nobody can guess the type of what is encoded
    boolean encoded = outcome.headers().first("content-encoding").isPresent();
    return new HttpOut(status, headers, encoded ? retyped(body, type) : typed(body, type));
  }

  private static Body typed(Body body, Optional<String> type) {
    return type.isPresent() ? retyped(body, type) : ContentSniffer.typed(body);
  }

  private static Body retyped(Body body, Optional<String> type) {
    return body.bytes().isPresent()
        ? Body.of(body.bytes().get(), type)
        : Body.streaming(body.stream(), body.length(), type);
  }

  private static void close(Body body) {
    try {
      body.stream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
