package io.todochatbot.conformance.fuzz;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends gRPC calls to one port, one at a time over one connection of HTTP/2. */
final class GrpcConnection implements AutoCloseable {
  /** How long a stream that the server may leave open is given to say something. */
  private static final int STREAM_MS = 30;

  private static final int SAFE_WINDOW = 40_000;
  private static final int MAX_FRAME = 16_384;
  private static final int CANCEL = 8;
  private static final int CALLS_A_CONNECTION = 2000;

  private final int port;
  private Optional<Wire> open = Optional.empty();
  private DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private int stream;
  private long window;

  private record Frame(int type, int flags, int stream, byte[] payload) {}

  GrpcConnection(int port) {
    this.port = port;
  }

  /**
   * Makes a call and returns headers, messages and trailers as one text.
   *
   * @throws SocketTimeoutException if nothing came for too long
   * @throws IOException if the connection broke
   */
  String exchange(GrpcRequest request) throws IOException {
    if (window < SAFE_WINDOW || stream > 2 * CALLS_A_CONNECTION) {
      close();
    }
    if (open.isPresent()) {
      try {
        return call(open.get(), request);
      } catch (EOFException | SocketException closedMeanwhile) {
        close();
      }
    }
    return call(connect(), request);
  }

  private Wire connect() throws IOException {
    Wire wire = Wire.to(port);
    open = Optional.of(wire);
    decoder = new DefaultHttp2HeadersDecoder(false);
    stream = -1;
    window = 65_535;
    wire.write(Frames.greeting());
    return wire;
  }

  private String call(Wire wire, GrpcRequest request) throws IOException {
    stream += 2;
    wire.write(
        Frames.frame(
            Frames.HEADERS, Frames.END_HEADERS, stream, Frames.headers(request.headers())));
    byte[] body = request.body();
    int length = Math.min(body.length, MAX_FRAME);
    byte[] sent = java.util.Arrays.copyOf(body, length);
    window -= length;
    wire.write(Frames.frame(Frames.DATA, Frames.END_STREAM, stream, sent));
    StringBuilder answer = new StringBuilder();
    wire.patience(request.streams() ? STREAM_MS : 0);
    try {
      while (heard(wire, read(wire), answer)) {
        // until the stream ends
      }
    } catch (SocketTimeoutException e) {
      if (!request.streams()) {
        throw e;
      }
      wire.write(Frames.frame(Frames.RST_STREAM, 0, stream, Frames.number(CANCEL)));
      // What was read of a frame by then is lost.
      close();
    }
    return answer.toString();
  }

  /** Takes one frame; whether the call goes on. */
  private boolean heard(Wire wire, Frame frame, StringBuilder answer) throws IOException {
    boolean mine = frame.stream() == stream;
    switch (frame.type()) {
      case Frames.HEADERS -> answer.append(headers(frame)).append('\n');
      case Frames.DATA -> answer.append(text(frame.payload())).append('\n');
      case Frames.RST_STREAM -> {
        return !mine;
      }
      case Frames.SETTINGS -> {
        if ((frame.flags() & Frames.ACK) == 0) {
          wire.write(Frames.frame(Frames.SETTINGS, Frames.ACK, 0, new byte[0]));
        }
      }
      case Frames.PING -> {
        if ((frame.flags() & Frames.ACK) == 0) {
          wire.write(Frames.frame(Frames.PING, Frames.ACK, 0, frame.payload()));
        }
      }
      case Frames.WINDOW_UPDATE -> {
        if (frame.stream() == 0) {
          window += java.nio.ByteBuffer.wrap(frame.payload()).getInt();
        }
      }
      case Frames.GOAWAY -> {
        answer.append(text(frame.payload()));
        close();
        return false;
      }
      default -> {}
    }
    boolean last =
        (frame.type() == Frames.HEADERS || frame.type() == Frames.DATA)
            && (frame.flags() & Frames.END_STREAM) != 0;
    return !(mine && last);
  }

  private String headers(Frame frame) throws IOException {
    try {
      return decoder
          .decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()))
          .toString();
    } catch (Http2Exception e) {
      throw new IOException("the server's headers can't be read: " + e.getMessage(), e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static Frame read(Wire wire) throws IOException {
    byte[] head = wire.in().readNBytes(9);
    if (head.length < 9) {
      throw new EOFException("the connection was closed");
    }
    int length = ((head[0] & 255) << 16) | ((head[1] & 255) << 8) | (head[2] & 255);
    int stream = java.nio.ByteBuffer.wrap(head, 5, 4).getInt() & Integer.MAX_VALUE;
    return new Frame(head[3], head[4], stream, wire.in().readNBytes(length));
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().close();
    }
    open = Optional.empty();
    window = 0;
  }
}
