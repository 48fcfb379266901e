package io.todochatbot.backend.outbox;

import java.util.List;

/** Events that were written together with a change and are not acknowledged by the broker yet. */
public interface Outbox {

  /**
   * An event that waits.
   *
   * @param position its place in the order in which events happened
   * @param envelope its JSON
   */
  record Entry(long position, String eventId, String topic, String userId, String envelope) {}

  /** The oldest ones. */
  List<Entry> oldest(int most);

  /** Forgets events, up to and including a position. */
  void remove(long upTo);

  /** How many wait. */
  long waiting();
}
