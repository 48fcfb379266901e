package io.todochatbot.conformance.fuzz;

import io.todochatbot.conformance.golden.HttpMessage;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends requests of HTTP/1.1 to one port, over one connection for as long as the server keeps it.
 */
final class HttpConnection implements AutoCloseable {
  private final int port;
  private Optional<Wire> open = Optional.empty();

  HttpConnection(int port) {
    this.port = port;
  }

  /**
   * Sends a request and returns all that came back.
   *
   * @throws java.net.SocketTimeoutException if nothing came for too long
   * @throws EOFException if the server let go of a fresh connection without an answer
   * @throws IOException if a fresh connection broke
   */
  String exchange(HttpRequest request) throws IOException {
    if (!request.framed()) {
      return Wire.sendAndRead(port, request.bytes());
    }
    if (open.isPresent()) {
      try {
        return answer(open.get(), request);
      } catch (EOFException | SocketException closedMeanwhile) {
        close();
      }
    }
    open = Optional.of(Wire.to(port));
    return answer(open.get(), request);
  }

  private String answer(Wire wire, HttpRequest request) throws IOException {
    try {
      wire.write(request.bytes());
    } catch (SocketException refusedEarly) {
      // A server that refuses a long body may answer before it has read all of it.
    }
    HttpMessage answer = HttpMessage.read(wire.in(), request.head());
    if (answer.headers().getOrDefault("connection", "").contains("close")) {
      close();
    }
    return answer.start()
        + "\n"
        + answer.headers()
        + "\n"
        + new String(answer.body(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().close();
    }
    open = Optional.empty();
  }
}
