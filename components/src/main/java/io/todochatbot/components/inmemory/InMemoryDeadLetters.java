package io.todochatbot.components.inmemory;

import io.todochatbot.spi.PubSub.DeadLetter;
import io.todochatbot.spi.PubSub.Message;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The latest dead letters, in the order in which they came. Safe for concurrent use. */
final class InMemoryDeadLetters {
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long lastId;

  InMemoryDeadLetters(InstantSource clock) {
    this.clock = clock;
  }

  private record Kept(String inbox, DeadLetter letter) {}

  /** Takes one in, in place of the oldest if there are too many. */
  synchronized void add(String inbox, Message message) {
    if (kept.size() == MOST) {
      kept.removeFirst();
    }
    lastId++;
    DeadLetter letter = new DeadLetter(Long.toString(lastId), clock.instant(), message);
    kept.addLast(new Kept(inbox, letter));
  }

  synchronized int count(String inbox) {
    return (int) in(inbox).count();
  }

  synchronized List<DeadLetter> list(String inbox, String after, int limit) {
    return in(inbox)
        .filter(one -> comesAfter(one.letter.id(), after))
        .limit(limit)
        .map(Kept::letter)
        .toList();
  }

  synchronized Optional<DeadLetter> find(String inbox, String id) {
    return in(inbox).map(Kept::letter).filter(letter -> letter.id().equals(id)).findFirst();
  }

  synchronized boolean remove(String inbox, String id) {
    return kept.removeIf(one -> one.inbox.equals(inbox) && one.letter.id().equals(id));
  }

  /** Compares ids, which are numbers, so that one taken away meanwhile does no harm. */
  private static boolean comesAfter(String id, String other) {
    return id.length() == other.length() ? id.compareTo(other) > 0 : id.length() > other.length();
  }

  private Stream<Kept> in(String inbox) {
    return kept.stream().filter(one -> one.inbox.equals(inbox));
  }
}
