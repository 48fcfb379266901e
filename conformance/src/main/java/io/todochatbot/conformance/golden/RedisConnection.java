package io.todochatbot.conformance.golden;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The few lines of Redis' protocol that looking at a store needs. */
final class RedisConnection implements AutoCloseable {
  /** Stands for Redis' nil. */
  enum Nil {
    NIL
  }

  private final Socket socket;
  private final InputStream in;

  RedisConnection(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  Object run(List<String> command) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes("*" + command.size() + "\r\n"));
    for (String word : command) {
      byte[] bytes = bytes(word);
      out.writeBytes(bytes("$" + bytes.length + "\r\n"));
      out.writeBytes(bytes);
      out.writeBytes(bytes("\r\n"));
    }
    socket.getOutputStream().write(out.toByteArray());
    return answer();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private Object answer() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case ':' -> Long.parseLong(rest);
      case '$' -> rest.equals("-1") ? Nil.NIL : text(Integer.parseInt(rest));
      case '*' -> rest.equals("-1") ? Nil.NIL : list(Integer.parseInt(rest));
      default -> throw new IOException("Redis says: " + rest);
    };
  }

  private String text(int length) throws IOException {
    String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    line();
    return text;
  }

  private List<Object> list(int size) throws IOException {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(answer());
    }
    return list;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("Redis closed the connection");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
