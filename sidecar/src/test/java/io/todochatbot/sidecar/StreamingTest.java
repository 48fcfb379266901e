package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Long bodies through two sidecars. {@code -Dstream.mib=1024} makes them a gibibyte long.
 *
 * <p>Memory is bounded because a sender waits for its reader: what is under way when nobody reads
 * is all that is ever held.
 */
class StreamingTest {
  private static final long LENGTH = Long.getLong("stream.mib", 96) << 20;

  /** What sockets, windows and the two clients of the test may hold together. */
  private static final long UNDER_WAY = 32L << 20;

  @TempDir Path folder;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final CountDownLatch reading = new CountDownLatch(1);
  private final Semaphore events = new Semaphore(0);
  private final AtomicBoolean hungUp = new AtomicBoolean();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer app;
  private Pair pair;

  @BeforeEach
  void start() throws IOException {
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    app.createContext("/", StreamingTest::nothing);
    app.createContext("/down", this::download);
    app.createContext("/up", this::upload);
    app.createContext("/events", this::events);
    app.start();
    pair = new Pair(folder, app.getAddress().getPort(), "http");
  }

  @AfterEach
  void close() {
    reading.countDown();
    client.shutdownNow();
    pair.close();
    app.stop(0);
  }

  @Test
  void anAnswerIsHeldBackUntilItsReaderReads() throws Exception {
    try (InputStream body = get("down").body()) {
      settles(written);
      assertThat(written.get()).isLessThan(UNDER_WAY);
      assertThat(count(body)).isEqualTo(LENGTH);
    }
  }

  @Test
  void aRequestIsHeldBackUntilTheApplicationReads() throws Exception {
    FutureTask<Integer> sending =
        new FutureTask<>(
            () ->
                client
                    .send(
                        request("up")
                            .POST(
                                HttpRequest.BodyPublishers.ofInputStream(() -> new Source(written)))
                            .build(),
                        HttpResponse.BodyHandlers.discarding())
                    .statusCode());
    Thread.startVirtualThread(sending);
    settles(written);
    assertThat(written.get()).isPositive().isLessThan(UNDER_WAY);
    reading.countDown();
    assertThat(sending.get()).isEqualTo(204);
    assertThat(read).hasValue(LENGTH);
  }

  @Test
  void aRequestThatComesWithAnUpgradeIsHeldBackToo() throws Exception {
    String head =
        """
        POST /v1.0/invoke/callee/method/up HTTP/1.1
        Host: localhost
        Connection: Upgrade, HTTP2-Settings
        Upgrade: h2c
        HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA
        Content-Length: %d

        """
            .formatted(LENGTH)
            .replace("\n", "\r\n");
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), pair.caller().sidecar().httpPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      FutureTask<Long> sending = new FutureTask<>(() -> new Source(written).transferTo(out));
      Thread.startVirtualThread(sending);
      settles(written);
      assertThat(written.get()).isLessThan(UNDER_WAY);
      reading.countDown();
      assertThat(sending.get()).isEqualTo(LENGTH);
      await().atMost(Duration.ofMinutes(1)).until(() -> read.get() == LENGTH);
    }
  }

  @Test
  void aRequestThatIsTooLongIsToldSo() {
    try (Rig strict =
        Rig.start(
            Sidecar.builder()
                .appId("strict")
                .environment(Map.of("DAPR_REGISTRY_FOLDER", folder.resolve("names").toString()))
                .flag("max-body-size", "100k"))) {
      reading.countDown();
      assertThat(
              Rig.told(strict.send("POST", "/v1.0/invoke/callee/method/up", "x".repeat(200_000))))
          .isEqualTo(
              "400 {\"errorCode\":\"ERR_BODY_READ\",\"message\":\"failed to read request body:"
                  + " stream too large\"}");
    }
  }

  @Test
  void eventsArriveOneByOne() throws Exception {
    // the JDK's server sends the head of an answer with the first of its body
    events.release();
    try (InputStream body = get("events").body()) {
      for (int i = 0; i < 5; i++) {
        assertThat(body.readNBytes(EVENT.length)).isEqualTo(EVENT);
        events.release();
      }
    }
  }

  @Test
  void aClientThatHangsUpIsNoticedByTheApplication() throws Exception {
    events.release(1_000_000);
    InputStream body = get("events").body();
    assertThat(body.readNBytes(EVENT.length)).isEqualTo(EVENT);
    body.close();
    await().untilTrue(hungUp);
  }

  private static final byte[] EVENT = "data: hello\n\n".getBytes(StandardCharsets.UTF_8);

  private HttpResponse<InputStream> get(String path) throws IOException, InterruptedException {
    return client.send(
        request(path).header("accept", "text/event-stream").build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create(
            "http://127.0.0.1:"
                + pair.caller().sidecar().httpPort()
                + "/v1.0/invoke/callee/method/"
                + path));
  }

  /** Waits until the sender has begun and is held up. */
  private static void settles(AtomicLong count) {
    AtomicLong last = new AtomicLong(-1);
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(60))
        .until(() -> count.get() > 0 && last.getAndSet(count.get()) == count.get());
  }

  private static long count(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      total += count;
    }
    return total;
  }

  private static void nothing(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(404, -1);
    exchange.close();
  }

  private void download(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody();
        InputStream source = new Source(written)) {
      source.transferTo(body);
    }
  }

  private void upload(HttpExchange exchange) throws IOException {
    try {
      reading.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    read.set(count(exchange.getRequestBody()));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      while (true) {
        events.acquireUninterruptibly();
        body.write(EVENT);
        body.flush();
      }
    } catch (IOException e) {
      hungUp.set(true);
    }
  }

  /** Bytes that count how many of them were taken. */
  private static final class Source extends InputStream {
    private final AtomicLong taken;

    Source(AtomicLong taken) {
      this.taken = taken;
    }

    @Override
    public int read() {
      return taken.get() == LENGTH ? -1 : (int) (taken.getAndIncrement() & 0x7f);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, LENGTH - taken.get());
      if (count == 0) {
        return -1;
      }
      Arrays.fill(target, offset, offset + count, (byte) 'x');
      taken.addAndGet(count);
      return count;
    }
  }
}
