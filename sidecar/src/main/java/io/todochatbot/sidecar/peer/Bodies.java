package io.todochatbot.sidecar.peer;

import io.todochatbot.sidecar.api.Body;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;

/** Takes short bodies into memory, so that they can be sent again and in one piece. */
public final class Bodies {
  /** Short enough to wait for before anything is sent on. */
  private static final long SHORT_BYTES = 64 * 1024;

  /** What may be kept for another attempt: as much as a sidecar takes unless told otherwise. */
  private static final long REPEATABLE_BYTES = 4 * 1024 * 1024;

  private static final Set<Verb> USUALLY_WITHOUT_BODY =
      EnumSet.of(Verb.GET, Verb.HEAD, Verb.DELETE, Verb.OPTIONS);

  private Bodies() {}

  /**
   * The same call, with its body in memory if that is known to be short, and without one if there
   * is none.
   *
   * @param repeatable whether one of up to 4 MiB is wanted in memory, for another attempt
   * @throws UncheckedIOException if the caller breaks off
   */
  public static Invocation settled(Invocation invocation, boolean repeatable) {
    Body body = invocation.body();
    if (body.replayable()) {
      return invocation;
    }
    if (body.length().isPresent()) {
      return body.length().getAsLong() <= (repeatable ? REPEATABLE_BYTES : SHORT_BYTES)
          ? invocation.with(Body.of(body.readAll(), body.contentType()))
          : invocation;
    }
    boolean unlikely =
        invocation
            .http()
            .map(Invocation.Http::verb)
            .filter(USUALLY_WITHOUT_BODY::contains)
            .isPresent();
    return unlikely ? invocation.with(unlessEmpty(body)) : invocation;
  }

  private static Body unlessEmpty(Body body) {
    PushbackInputStream stream = new PushbackInputStream(body.stream(), 1);
    try {
      int first = stream.read();
      if (first < 0) {
        return Body.of(new byte[0], body.contentType());
      }
      stream.unread(first);
      return Body.streaming(stream, body.length(), body.contentType());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
