package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import io.todochatbot.spi.StateStore.Concurrency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns what an application asks into what a store is told, and tells it. */
final class Changes {
  private Changes() {}

  /**
   * The write that {@code item} asks for.
   *
   * <p>A time to live that is no number is left to the store, which refuses it in its own words.
   *
   * @throws ComponentException if its options can't be read, in the words of daprd's components
   */
  static StateStore.Write write(StateItem item, String storedKey) {
    return new StateStore.Write(
        storedKey,
        item.value(),
        item.etag().filter(e -> !e.isEmpty()),
        concurrency(item),
        timeToLive(item.metadata()),
        item.metadata());
  }

  /** The removal that {@code item} asks for. Throws as {@link #write} does. */
  static StateStore.Delete delete(StateItem item, String storedKey) {
    return new StateStore.Delete(
        storedKey, item.etag().filter(e -> !e.isEmpty()), concurrency(item), item.metadata());
  }

  /**
   * Applies each change on its own; those that fail don't keep the others back.
   *
   * @throws ComponentException the failure, or of several changes one whose message holds all
   *     failures (golden: etag, m1 and m2)
   */
  static void applyEach(Guarded<StateStore> store, String what, List<StateStore.Change> changes) {
    List<ComponentException> failures = new ArrayList<>();
    for (StateStore.Change change : changes) {
      try {
        store.run(what, s -> s.apply(change));
      } catch (ComponentException e) {
        failures.add(e);
      }
    }
    if (failures.size() == 1 && changes.size() == 1) {
      throw failures.getFirst();
    }
    if (!failures.isEmpty()) {
      throw joined(failures);
    }
  }

  static String message(ComponentException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.toString());
  }

  private static ComponentException joined(List<ComponentException> failures) {
    // daprd's are told last first
    String message = String.join("\n", failures.reversed().stream().map(Changes::message).toList());
    if (failures.stream().anyMatch(ComponentException.EtagMismatch.class::isInstance)) {
      return new ComponentException.EtagMismatch(message);
    }
    if (failures.stream().anyMatch(ComponentException.EtagInvalid.class::isInstance)) {
      return new ComponentException.EtagInvalid(message);
    }
    return new ComponentException(message);
  }

  private static Concurrency concurrency(StateItem item) {
    switch (item.consistency()) {
      case "", "eventual", "strong" -> {}
      default ->
          throw new ComponentException(
              "unrecognized consistency model '" + item.consistency() + "'");
    }
    return switch (item.concurrency()) {
      case "", "last-write" -> Concurrency.LAST_WRITE;
      case "first-write" -> Concurrency.FIRST_WRITE;
      default ->
          throw new ComponentException(
              "unrecognized concurrency model '" + item.concurrency() + "'");
    };
  }

  private static Optional<Duration> timeToLive(Map<String, String> metadata) {
    Optional<String> text =
        metadata.entrySet().stream()
            .filter(e -> e.getKey().toLowerCase(Locale.ROOT).equals("ttlinseconds"))
            .map(Map.Entry::getValue)
            .findFirst();
    if (text.isEmpty() || text.get().isEmpty()) {
      return Optional.empty();
    }
    try {
      int seconds = Integer.parseInt(text.get());
      return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    } catch (NumberFormatException leftToTheStore) {
      return Optional.empty();
    }
  }
}
