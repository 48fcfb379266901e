package io.todochatbot.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps values by key ({@code state.*}). Optional abilities are the nested interfaces: what a store
 * implements is what it can do.
 */
public interface StateStore extends Component {
  /** Returns what stands under {@code key}; empty if there is nothing or it has expired. */
  Optional<Entry> get(String key, Map<String, String> metadata);

  /**
   * Carries out one change.
   *
   * @throws ComponentException.EtagMismatch if the change's condition does not hold
   * @throws ComponentException.EtagInvalid if its ETag can't be one of this store's
   */
  void apply(Change change);

  /** A store that carries out several changes as one. */
  interface Transactional {
    /** Applies all {@code changes} in order, or none. Throws as {@link StateStore#apply} does. */
    void applyAll(List<Change> changes);
  }

  /** A store that reads several keys in one go. */
  interface BulkGet {
    /** Returns the entries found, by key. */
    Map<String, Entry> getAll(List<String> keys, Map<String, String> metadata);
  }

  /** A store that can list its keys. */
  interface KeysLike {
    /**
     * Returns at most {@code limit} keys that begin with {@code prefix} and come after {@code
     * after} (all, if empty), in the order of their code points.
     */
    List<String> keys(String prefix, Optional<String> after, int limit);
  }

  /** Marks a store that honours a time to live. */
  interface TimeToLive {}

  /** Marks a store that can hold the state of actors. */
  interface ActorStore {}

  /** A store that removes every key under a prefix. */
  interface DeleteWithPrefix {
    /** Removes the keys that begin with {@code prefix} and returns how many there were. */
    long deleteWithPrefix(String prefix);
  }

  /** What a write asks about what stands there already. */
  enum Concurrency {
    /** The last writer wins, unless an ETag is given. */
    LAST_WRITE,
    /** The first writer wins: without an ETag, a present key is a mismatch. */
    FIRST_WRITE
  }

  /**
   * A stored value.
   *
   * @param value its bytes, not to be changed
   * @param etag the version of this value
   * @param expires when it ends, if it does
   */
  record Entry(byte[] value, String etag, Optional<Instant> expires) {}

  /** A write or a removal. */
  sealed interface Change {
    /** The key that changes. */
    String key();

    /** The version that must stand there, if the change depends on it. */
    Optional<String> etag();
  }

  /**
   * Stores a value.
   *
   * @param ttl how long it stays; empty for ever
   * @param metadata the request's own metadata, as sent
   */
  record Write(
      String key,
      byte[] value,
      Optional<String> etag,
      Concurrency concurrency,
      Optional<Duration> ttl,
      Map<String, String> metadata)
      implements Change {
    /** Copies the map. */
    public Write {
      metadata = Map.copyOf(metadata);
    }
  }

  /** Removes a value; a key that is absent is no error unless an ETag is given. */
  record Delete(
      String key, Optional<String> etag, Concurrency concurrency, Map<String, String> metadata)
      implements Change {
    /** Copies the map. */
    public Delete {
      metadata = Map.copyOf(metadata);
    }
  }
}
