package io.todochatbot.components.keys;

import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** A set in a file, read again when its time or length has changed. */
final class KeySetFile implements KeySetSource {
  /** What tells one state of the file from another. */
  private record State(FileTime time, long length) {}

  private record Read(State state, KeySet set) {}

  private final Path file;
  private final System.Logger log;
  private volatile Read last;

  KeySetFile(Path file, System.Logger log) {
    this.file = file;
    this.log = log;
    try {
      last = read(state());
    } catch (IOException e) {
      throw new ComponentException("failed to read JWKS file: " + e.getMessage(), e);
    } catch (ComponentException e) {
      throw new ComponentException("failed to parse JWKS file: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> find(String kid) {
    Read known = last;
    try {
      State now = state();
      if (!now.equals(known.state())) {
        // noted before it is read, so that a file that can't be is not complained of each time
        last = new Read(now, known.set());
        known = read(now);
        last = known;
      }
    } catch (IOException | ComponentException e) {
      log.log(System.Logger.Level.ERROR, "Error reading JWKS from disk: {0}", String.valueOf(e));
    }
    return known.set().find(kid);
  }

  private State state() throws IOException {
    return new State(Files.getLastModifiedTime(file), Files.size(file));
  }

  private Read read(State state) throws IOException {
    return new Read(state, KeySet.parse(Files.readString(file)));
  }
}
