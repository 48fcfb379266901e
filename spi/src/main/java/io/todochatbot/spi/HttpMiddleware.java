package io.todochatbot.spi;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A step of a pipeline of HTTP requests ({@code middleware.http.*}): before the sidecar's own API
 * ({@code spec.httpPipeline}) or between the sidecar and what it calls ({@code
 * spec.appHttpPipeline}).
 *
 * <p>It passes the request on, perhaps changed, and returns the answer, perhaps changed; or it
 * answers by itself. Bodies stream: who changes one wraps it and does not read it ahead.
 */
public interface HttpMiddleware extends Component {
  /**
   * Answers a request.
   *
   * @param next what comes behind this step; called at most once
   * @throws ComponentException if this step can't do its work; the caller gets a 500
   */
  Response handle(Request request, Next next);

  /** What comes behind a step: the next one, in the end the API or the application. */
  @FunctionalInterface
  interface Next {
    /** Answers a request. */
    Response handle(Request request);
  }

  /**
   * A request.
   *
   * @param method the verb
   * @param path the path, percent-encoded as in the request line, with its leading slash
   * @param query what stands behind the {@code ?}, percent-encoded; empty if nothing
   * @param host the host that the caller named, perhaps with a port; empty if none
   * @param remote the caller's address, {@code host:port}; empty if it is this sidecar
   * @param headers names and values in the order received
   * @param body the body; whoever answers without passing it on leaves it unread
   * @param length how many bytes the body has, if that is known beforehand
   */
  record Request(
      String method,
      String path,
      String query,
      String host,
      String remote,
      List<Map.Entry<String, String>> headers,
      InputStream body,
      OptionalLong length) {
    /** Copies the list. */
    public Request {
      headers = List.copyOf(headers);
    }

    /** The first header of that name, whatever its case. */
    public Optional<String> header(String name) {
      return first(headers, name);
    }

    /** The same request to another place. */
    public Request to(String newPath, String newQuery) {
      return new Request(method, newPath, newQuery, host, remote, headers, body, length);
    }

    /** The same request with one header more. */
    public Request with(String name, String value) {
      return new Request(
          method, path, query, host, remote, more(headers, name, value), body, length);
    }

    /** The same request with another body, whose length nobody knows. */
    public Request with(InputStream newBody) {
      return new Request(
          method,
          path,
          query,
          host,
          remote,
          without(headers, "content-length"),
          newBody,
          OptionalLong.empty());
    }
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers names and values in the order they are sent
   * @param body the body; whoever gets the answer reads or closes it
   * @param length how many bytes the body has, if that is known beforehand
   */
  record Response(
      int status, List<Map.Entry<String, String>> headers, InputStream body, OptionalLong length) {
    /** Copies the list. */
    public Response {
      headers = List.copyOf(headers);
    }

    /** An answer of plain text. */
    public static Response text(int status, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new Response(
          status,
          List.of(Map.entry("content-type", "text/plain; charset=utf-8")),
          new ByteArrayInputStream(bytes),
          OptionalLong.of(bytes.length));
    }

    /** An answer that sends the caller elsewhere. */
    public static Response redirect(String location) {
      return new Response(
          302,
          List.of(Map.entry("location", location)),
          InputStream.nullInputStream(),
          OptionalLong.of(0));
    }

    /** The first header of that name, whatever its case. */
    public Optional<String> header(String name) {
      return first(headers, name);
    }

    /** The same answer with one header more. */
    public Response with(String name, String value) {
      return new Response(status, more(headers, name, value), body, length);
    }

    /** The same answer with another body, whose length nobody knows. */
    public Response with(InputStream newBody) {
      return new Response(
          status, without(headers, "content-length"), newBody, OptionalLong.empty());
    }
  }

  private static Optional<String> first(List<Map.Entry<String, String>> headers, String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static List<Map.Entry<String, String>> more(
      List<Map.Entry<String, String>> headers, String name, String value) {
    List<Map.Entry<String, String>> all = new ArrayList<>(headers);
    all.add(Map.entry(name, value));
    return all;
  }

  private static List<Map.Entry<String, String>> without(
      List<Map.Entry<String, String>> headers, String name) {
    return headers.stream().filter(header -> !header.getKey().equalsIgnoreCase(name)).toList();
  }
}
