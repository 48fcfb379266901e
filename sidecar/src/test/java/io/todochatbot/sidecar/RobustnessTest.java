package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustnessTest {
  private static final int REQUESTS = 2000;
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW");
  private static final List<String> PARTS =
      List.of(
          "v1.0",
          "v1.0-alpha1",
          "state",
          "memstore",
          "bulk",
          "transaction",
          "secrets",
          "publish",
          "metadata",
          "healthz",
          "actors",
          "jobs",
          "method",
          "nope",
          "..",
          ".",
          "",
          "%2F",
          "%00",
          "%zz",
          "%",
          "ä",
          "a b",
          "{x}",
          "*",
          "||",
          "%ff",
          "x".repeat(300));
  private static final List<String> BODIES =
      List.of(
          "",
          "{",
          "[]",
          "{}",
          "null",
          "[null]",
          "[{\"key\":null}]",
          "[{\"key\":\"k\",\"value\":1}]",
          "{\"keys\":[1]}",
          "{\"operations\":[null]}",
          "{\"operations\":{}}",
          "{\"operations\":[{\"operation\":\"upsert\",\"request\":7}]}",
          "[{\"key\":\"k\",\"etag\":{},\"options\":[],\"metadata\":7}]",
          "\u0000\u0000",
          "[[[[[[",
          "1e999999999",
          "\"\\ud800\"",
          "[".repeat(5000),
          "x".repeat(3000));

  @Test
  void answersAnythingWithoutAStackTraceAndStaysHealthy(@TempDir Path folder) throws IOException {
    Random random = new Random(42);
    try (Rig rig = Rig.memory(folder)) {
      for (int i = 0; i < REQUESTS; i++) {
        String request = request(random);
        String answer = exchange(rig.sidecar().httpPort(), request);
        assertThat(answer)
            .as(request)
            .startsWith("HTTP/1.1 ")
            .doesNotContain("\tat ", "java.lang", "io.todochatbot", "ERR_INTERNAL");
      }
      assertThat(rig.get("/v1.0/healthz").statusCode()).isEqualTo(204);
      assertThat(rig.lines("request failed")).isEmpty();
    }
  }

  private static String request(Random random) {
    StringBuilder path = new StringBuilder();
    for (int parts = random.nextInt(7); parts >= 0; parts--) {
      path.append('/').append(pick(random, PARTS).replace(" ", "%20"));
    }
    if (random.nextInt(4) == 0) {
      path.append("?metadata.").append(pick(random, PARTS).replace(" ", "+")).append("=%zz&&a=b");
    }
    byte[] body = pick(random, BODIES).getBytes(StandardCharsets.UTF_8);
    return pick(random, METHODS)
        + " "
        + path
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + (random.nextBoolean() ? "traceparent: " + pick(random, PARTS) + "\r\n" : "")
        + (random.nextBoolean() ? "Content-Type: application/json\r\n" : "")
        + (random.nextInt(400) == 0 ? "dapr-app-id: " + pick(random, PARTS) + "\r\n" : "")
        + "Content-Length: "
        + body.length
        + "\r\n\r\n"
        + new String(body, StandardCharsets.UTF_8);
  }

  private static String exchange(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
