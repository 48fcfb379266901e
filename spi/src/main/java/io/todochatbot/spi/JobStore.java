package io.todochatbot.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the jobs of the embedded scheduler ({@code jobs.*}) and sees to it that each is in one
 * scheduler's hands at a time. It knows nothing of schedules: who takes a job out says when it is
 * due next. What a method returned is on the disk. Safe for concurrent use, also by several stores
 * on the same jobs.
 */
public interface JobStore extends Component {
  /**
   * Adds a job, or puts it in the place of the one of that name.
   *
   * @param replace whether it may; a job in somebody's hands is replaced all the same, and what
   *     they say about the old one no longer counts
   * @return false if there is one of that name and it may not be replaced
   * @throws ComponentException if that fails
   */
  boolean put(StoredJob job, boolean replace);

  /** The job of that name. */
  Optional<StoredJob> get(Owner owner, String name);

  /** All jobs of an application in the order of their names. */
  List<StoredJob> list(Owner owner);

  /** Removes the job of that name, if there is one. */
  void delete(Owner owner, String name);

  /** Removes the jobs whose names begin with {@code prefix}. */
  void deleteByPrefix(Owner owner, String prefix);

  /**
   * Takes jobs in hand that are due and in nobody's hands, at most {@code most} of them, the
   * earliest first. They stay in hand until {@link #settle} or {@link #close}, or until this
   * process has ended.
   */
  List<StoredJob> take(Owner owner, Instant now, int most);

  /**
   * Says how it went with a job in hand.
   *
   * @param keep whether to keep it in hand
   * @param job the same job with other progress
   * @return false if it was replaced or removed meanwhile, or is in other hands; nothing is changed
   *     then, and it is no longer in hand
   */
  boolean settle(StoredJob job, boolean keep);

  /**
   * Removes a job in hand that will not happen again.
   *
   * @return as {@link #settle} does
   */
  boolean finish(StoredJob job);

  /** When the earliest job is due that is in nobody's hands. */
  Optional<Instant> nextDue(Owner owner);

  /**
   * Has {@code changed} called soon after somebody else changed jobs or left some behind. It is
   * called on a thread of the store's and must return soon.
   */
  void watch(Runnable changed);

  /** Whose jobs. */
  record Owner(String namespace, String appId) {}
}
