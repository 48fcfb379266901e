package io.todochatbot.sidecar.crypto;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The whole of a stream, kept until it has been read: a short one in memory, a long one in a
 * temporary file that ends with this. Holds ciphertext only.
 */
final class Spool implements AutoCloseable {
  private static final int MEMORY_BYTES = 1024 * 1024;
  private static final int CHUNK_BYTES = 64 * 1024;

  private final byte[] memory;
  private final Optional<FileChannel> file;
  private final long length;

  private Spool(byte[] memory, Optional<FileChannel> file, long length) {
    this.memory = memory;
    this.file = file;
    this.length = length;
  }

  /** Reads all of {@code source}; whatever reading it throws, nothing is left behind. */
  static Spool of(InputStream source) throws IOException {
    ByteArrayOutputStream memory = new ByteArrayOutputStream(CHUNK_BYTES);
    byte[] chunk = new byte[CHUNK_BYTES];
    int count = 0;
    while (memory.size() <= MEMORY_BYTES && (count = source.read(chunk)) >= 0) {
      memory.write(chunk, 0, count);
    }
    if (count < 0) {
      return new Spool(memory.toByteArray(), Optional.empty(), memory.size());
    }
    FileChannel file = temporary();
    try {
      write(file, memory.toByteArray(), memory.size());
      while ((count = source.read(chunk)) >= 0) {
        write(file, chunk, count);
      }
      return new Spool(new byte[0], Optional.of(file), file.size());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Whether all of it is in memory, so that its plaintext may be, too. */
  boolean isShort() {
    return file.isEmpty();
  }

  long length() {
    return length;
  }

  /** Reads it from the beginning; one reader at a time. */
  BufferedInputStream read() throws IOException {
    if (file.isEmpty()) {
      return new BufferedInputStream(new ByteArrayInputStream(memory));
    }
    return new BufferedInputStream(new Reader(file.get()), CHUNK_BYTES);
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }

  private static FileChannel temporary() throws IOException {
    Path path = Files.createTempFile("dapr-crypto-", ".tmp");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private static void write(FileChannel file, byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }

  /** Reads the file by its own position; closing it leaves the file open. */
  private static final class Reader extends InputStream {
    private final FileChannel file;
    private long position;

    Reader(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = file.read(ByteBuffer.wrap(target, offset, length), position);
      position += Math.max(0, count);
      return count;
    }
  }
}
