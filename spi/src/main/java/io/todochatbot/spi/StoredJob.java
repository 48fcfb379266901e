package io.todochatbot.spi;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A job as a {@link JobStore} keeps it.
 *
 * @param owner whose
 * @param name its name, unique for its owner
 * @param plan what was asked for
 * @param progress how far it is
 * @param revision tells a job from the one it replaced; the store gives it
 */
public record StoredJob(
    JobStore.Owner owner, String name, Plan plan, Progress progress, long revision) {
  /**
   * What was asked for.
   *
   * @param schedule as written
   * @param dueTime as written
   * @param repeats how often at most
   * @param ttl as written
   * @param created when it was asked for
   * @param payload what the application gets
   * @param failures what to do if the application fails, {@code drop} or {@code constant} with
   *     interval and retries; as text for whoever reads the store
   */
  public record Plan(
      Optional<String> schedule,
      Optional<String> dueTime,
      OptionalLong repeats,
      Optional<String> ttl,
      Instant created,
      Payload payload,
      String failures) {}

  /**
   * How far a job is.
   *
   * @param tick the time of the schedule that comes next, or that is being tried
   * @param due when to try: the tick, or later if it is tried again
   * @param done how many ticks are over
   * @param attempts how often this tick was tried in vain
   * @param expires when there are no more ticks
   */
  public record Progress(
      Instant tick, Instant due, long done, long attempts, Optional<Instant> expires) {}

  /**
   * Data with its type, as a {@code google.protobuf.Any}.
   *
   * @param type the type's URL; empty for no data
   * @param value the bytes, not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // equals and hashCode look into the array
  public record Payload(String type, byte[] value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Payload that
          && type.equals(that.type)
          && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Objects.hash(type, Arrays.hashCode(value));
    }

    @Override
    public String toString() {
      return type + " (" + value.length + " bytes)";
    }
  }

  /** The same job, elsewhere on its way. */
  public StoredJob with(Progress other) {
    return new StoredJob(owner, name, plan, other, revision);
  }
}
