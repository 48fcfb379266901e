package io.todochatbot.conformance.fuzz;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection to the sidecar. Reading waits only so long: silence is a finding. */
final class Wire implements Closeable {
  private static final int SILENCE_MS = 15_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(SILENCE_MS);
    socket.setTcpNoDelay(true);
    // Closing at once, without the minute in which the port stays taken.
    socket.setSoLinger(true, 0);
  }

  static Wire to(int port) throws IOException {
    return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** From now on reading waits only this long. */
  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis == 0 ? SILENCE_MS : millis);
  }

  InputStream in() {
    return in;
  }

  /** Sends everything, says that this was all, and returns what comes until the server lets go. */
  static String sendAndRead(int port, byte[] bytes) throws IOException {
    try (Wire wire = to(port)) {
      wire.write(bytes);
      wire.socket.shutdownOutput();
      return new String(wire.in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
