package io.todochatbot.components.keys;

import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A set at a URL. Once what it answered is older than the interval, the next use of a key has it
 * asked again, beside the use; a key that is not there is waited for. When asking fails, what is
 * known counts on.
 */
final class KeySetUrl implements KeySetSource {
  private static final int MAX_BYTES = 1024 * 1024;

  private final URI url;
  private final Duration timeout;
  private final Duration interval;
  private final InstantSource clock;
  private final System.Logger log;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile KeySet set;
  private volatile Instant asked;

  KeySetUrl(URI url, Duration timeout, Duration interval, ComponentContext context) {
    this.url = url;
    this.timeout = timeout;
    this.interval = interval;
    this.clock = context.clock();
    this.log = context.log();
    asked = clock.instant();
    set = fetch();
  }

  @Override
  public Optional<String> find(String kid) {
    Optional<String> known = set.find(kid);
    if (!isOld()) {
      return known;
    }
    if (known.isPresent()) {
      Thread.ofVirtual().name("jwks-refresh").start(this::refresh);
      return known;
    }
    refresh();
    return set.find(kid);
  }

  private boolean isOld() {
    return !clock.instant().isBefore(asked.plus(interval));
  }

  private void refresh() {
    asking.lock();
    try {
      if (isOld()) {
        asked = clock.instant();
        set = fetch();
      }
    } catch (ComponentException e) {
      log.log(
          System.Logger.Level.WARNING, "Error while refreshing JWKS cache: {0}", e.getMessage());
    } finally {
      asking.unlock();
    }
  }

  private KeySet fetch() {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(timeout).build();
    try (HttpClient client =
            HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        InputStream body = body(client.send(request, HttpResponse.BodyHandlers.ofInputStream()))) {
      byte[] bytes = body.readNBytes(MAX_BYTES);
      return KeySet.parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException | ComponentException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    }
  }

  private static InputStream body(HttpResponse<InputStream> answer) throws IOException {
    if (answer.statusCode() != 200) {
      answer.body().close();
      throw new IOException("status " + answer.statusCode() + " (expected: 200)");
    }
    return answer.body();
  }

  private ComponentException failed(String why, Exception cause) {
    return new ComponentException(
        "failed to fetch JWKS: failed to fetch \"" + url + "\": " + why, cause);
  }
}
