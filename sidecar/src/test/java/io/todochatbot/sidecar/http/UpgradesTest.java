package io.todochatbot.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.Rig;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection of HTTP/1.1 does at its edges, byte by byte. */
class UpgradesTest {
  private static final String PLAIN = "GET /v1.0/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String UPGRADE =
      """
      GET /v1.0/healthz HTTP/1.1
      Host: localhost
      Connection: Upgrade, HTTP2-Settings
      Upgrade: h2c
      HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA

      """
          .replace("\n", "\r\n");
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** A frame of settings without any. */
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  @TempDir Path folder;

  @Test
  void anUpgradeIsTakenWithTheFirstRequestAndWithALaterOne() throws IOException {
    try (Rig rig = Rig.memory(folder)) {
      for (int before = 0; before < 3; before++) {
        try (Socket socket = connect(rig)) {
          for (int i = 0; i < before; i++) {
            send(socket, PLAIN);
            assertThat(head(socket)).startsWith("http/1.1 204");
          }
          send(socket, UPGRADE);
          assertThat(head(socket))
              .startsWith("http/1.1 101")
              .contains("connection: upgrade", "upgrade: h2c");
          send(socket, PREFACE);
          socket.getOutputStream().write(SETTINGS);
          assertThat(frameOfHeaders(socket)).as("stream of the answer").isEqualTo(1);
        }
      }
    }
  }

  @Test
  void aRequestThatIsTooLongIsRefusedAsGoDoes() throws IOException {
    try (Rig rig = Rig.memory(folder)) {
      String big = "a".repeat(9000);
      for (String request :
          new String[] {
            "GET /v1.0/healthz HTTP/1.1\r\nHost: localhost\r\nx-big: " + big + "\r\n\r\n",
            "GET /v1.0/healthz?" + big + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
          }) {
        try (Socket socket = connect(rig)) {
          send(socket, request);
          assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
              .contains(" 431 Request Header Fields Too Large\r\n")
              .contains("content-type: text/plain; charset=utf-8\r\n")
              .endsWith("\r\n\r\n431 Request Header Fields Too Large");
        }
      }
    }
  }

  private static Socket connect(Rig rig) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), rig.sidecar().httpPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The head of an answer without a body, in lower case. */
  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) byteOf(socket.getInputStream()));
    }
    return head.toString().toLowerCase(Locale.ROOT);
  }

  /** Reads frames until one of headers comes, and tells its stream. */
  private static int frameOfHeaders(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    while (true) {
      byte[] head = in.readNBytes(9);
      if (head.length < 9) {
        throw new EOFException();
      }
      int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
      in.readNBytes(length);
      if (head[3] == 1) {
        return head[8];
      }
    }
  }

  private static int byteOf(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }
}
