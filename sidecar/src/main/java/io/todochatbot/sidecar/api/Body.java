package io.todochatbot.sidecar.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A body on its way through the sidecar, read once unless {@link #replayable}.
 *
 * @param stream where its bytes come from; blocks; the reader closes it
 * @param length how many bytes there are, if that is known beforehand
 * @param contentType the media type, if one was sent
 * @param bytes the whole body where it is in memory already
 */
public record Body(
    InputStream stream, OptionalLong length, Optional<String> contentType, Optional<byte[]> bytes) {
  /** Short enough to wait for before anything is sent on. */
  private static final long SHORT_BYTES = 64 * 1024;

  private static final byte[] NOTHING = new byte[0];

  /** A body in memory. */
  public static Body of(byte[] bytes, Optional<String> contentType) {
    return new Body(
        new ByteArrayInputStream(bytes),
        OptionalLong.of(bytes.length),
        contentType,
        Optional.of(bytes));
  }

  /** A body that is still coming. */
  public static Body streaming(
      InputStream stream, OptionalLong length, Optional<String> contentType) {
    return new Body(stream, length, contentType, Optional.empty());
  }

  /** No body. */
  public static Body empty() {
    return of(NOTHING, Optional.empty());
  }

  /** Whether the body can be sent again, as a retry must. */
  public boolean replayable() {
    return bytes.isPresent();
  }

  /** The same body from its beginning; only for a replayable one. */
  public Body again() {
    return of(bytes.orElseThrow(), contentType);
  }

  /** The same body, in memory if it is known to be short. */
  public Body settled() {
    return bytes.isEmpty() && length.orElse(Long.MAX_VALUE) <= SHORT_BYTES
        ? of(readAll(), contentType)
        : this;
  }

  /** The whole body in memory. */
  public byte[] readAll() {
    if (bytes.isPresent()) {
      return bytes.get();
    }
    try (InputStream in = stream) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
