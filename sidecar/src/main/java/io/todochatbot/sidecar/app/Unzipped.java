package io.todochatbot.sidecar.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A gzipped body as it was before; nothing is read before the first byte is asked for. */
final class Unzipped extends InputStream {
  private final InputStream zipped;
  private @Nullable GZIPInputStream plain;

  Unzipped(InputStream zipped) {
    this.zipped = zipped;
  }

  @Override
  public int read() throws IOException {
    return plain().read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return plain().read(target, offset, length);
  }

  @Override
  public void close() throws IOException {
    zipped.close();
  }

  private GZIPInputStream plain() throws IOException {
    GZIPInputStream open = plain;
    if (open == null) {
      open = new GZIPInputStream(zipped);
      plain = open;
    }
    return open;
  }
}
