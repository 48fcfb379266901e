package io.todochatbot.conformance.fuzz;

import io.todochatbot.conformance.fuzz.FuzzedSidecar.Listening;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One of those who send: makes the request of a number, sends it and judges the answer. */
final class Client implements AutoCloseable {
  private static final int HTTP_PERCENT = 70;
  private static final int GRPC_PERCENT = 95;

  private final long seed;
  private final Listening ports;
  private final Map<Integer, HttpConnection> http = new HashMap<>();
  private final Map<Integer, GrpcConnection> grpc = new HashMap<>();

  Client(long seed, Listening ports) {
    this.seed = seed;
    this.ports = ports;
  }

  /** Sends request {@code number}; what was wrong with the answer, if anything. */
  Optional<Finding> send(long number) {
    Chance chance = new Chance(seed, number);
    int kind = chance.below(100);
    if (kind < HTTP_PERCENT) {
      int port = httpPort(chance);
      HttpRequest request = HttpRequest.of(chance);
      boolean spoken = port != ports.grpc() && port != ports.internal();
      HttpRequest sent = spoken ? request : new HttpRequest(request.bytes(), false, request.head());
      return judged(number, request.bytes(), () -> http(port).exchange(sent));
    }
    int port = chance.oneIn(8) ? ports.internal() : ports.grpc();
    if (kind < GRPC_PERCENT) {
      GrpcRequest request = GrpcRequest.of(chance);
      return judged(number, shown(request), () -> grpc(port).exchange(request));
    }
    int any = chance.oneIn(3) ? ports.http() : port;
    byte[] frames = Frames.random(chance, GrpcRequest.headers(chance, HttpRequest.target(chance)));
    return judged(number, frames, () -> Wire.sendAndRead(any, frames));
  }

  private int httpPort(Chance chance) {
    return switch (chance.below(50)) {
      case 0 -> ports.grpc();
      case 1 -> ports.internal();
      case 2 -> ports.metrics();
      case 3, 4 -> ports.open();
      default -> ports.http();
    };
  }

  private HttpConnection http(int port) {
    return http.computeIfAbsent(port, HttpConnection::new);
  }

  private GrpcConnection grpc(int port) {
    return grpc.computeIfAbsent(port, GrpcConnection::new);
  }

  private interface Exchange {
    String run() throws IOException;
  }

  private static Optional<Finding> judged(long number, byte[] request, Exchange exchange) {
    try {
      return Leaks.in(exchange.run()).map(leak -> Finding.of(number, "shows " + leak, request));
    } catch (SocketTimeoutException silent) {
      return Optional.of(Finding.of(number, "no answer", request));
    } catch (EOFException closed) {
      return Optional.of(Finding.of(number, "closed without an answer", request));
    } catch (java.net.ConnectException gone) {
      return Optional.of(Finding.of(number, "nobody listens: " + gone.getMessage(), request));
    } catch (IOException expected) {
      // A connection that the server resets on nonsense.
      return Optional.empty();
    }
  }

  private static byte[] shown(GrpcRequest request) {
    return (request.headers() + " " + new String(request.body(), StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    for (HttpConnection connection : http.values()) {
      connection.close();
    }
    for (GrpcConnection connection : grpc.values()) {
      connection.close();
    }
  }
}
