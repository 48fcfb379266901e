package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.todochatbot.sidecar.pubsub.BulkBuffer.Waiting;
import io.todochatbot.spi.PubSub;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** Delivers the messages of one subscription in batches, one for each path that rules find. */
final class BulkDelivery implements Consumer<List<Waiting>> {
  private final SubscriptionInfo subscription;
  private final Delivery.Parts parts;

  BulkDelivery(SubscriptionInfo subscription, Delivery.Parts parts) {
    this.subscription = subscription;
    this.parts = parts;
  }

  @Override
  public void accept(List<Waiting> batch) {
    Map<String, List<Pending>> byPath = new LinkedHashMap<>();
    boolean raw;
    try {
      raw = RawPayload.in(subscription.metadata());
    } catch (RawPayload.Malformed e) {
      String what = "error deserializing pubsub metadata: " + Brokers.words(e);
      parts.log().error(what);
      batch.forEach(waiting -> aside(pending(waiting, Optional.empty()), false, what));
      return;
    }
    for (Waiting waiting : batch) {
      sort(waiting, raw, byPath);
    }
    byPath.forEach(this::deliver);
  }

  /** Finds a message's path, or settles it at once. */
  private void sort(Waiting waiting, boolean raw, Map<String, List<Pending>> byPath) {
    Pending pending = pending(waiting, Optional.empty());
    try {
      if (!raw) {
        pending = pending(waiting, Optional.of(CloudEvents.read(waiting.message().data())));
      }
      if (expired(pending)) {
        aside(pending, true, "expired");
        return;
      }
      Optional<String> path = parts.router().route(event(pending));
      if (path.isPresent()) {
        byPath.computeIfAbsent(path.get(), key -> new ArrayList<>()).add(pending);
      } else {
        parts.log().warn("No matching route for event in " + where() + "; skipping");
        aside(pending, true, "no rule matches");
      }
    } catch (CloudEvents.NotACloudEvent e) {
      failed("error deserializing one of the messages in bulk cloud event in ", e, pending);
    } catch (Router.BadRule e) {
      failed("Error finding matching route for event in bulk subscribe ", e, pending);
    }
  }

  private boolean expired(Pending pending) {
    Optional<ObjectNode> expired =
        pending.item.envelope().filter(envelope -> parts.events().expired(envelope));
    expired.ifPresent(
        envelope ->
            parts
                .log()
                .warn(
                    "dropping expired pub/sub event "
                        + envelope.path("id").asText("<nil>")
                        + " as of "
                        + envelope.path("expiration").asText()));
    return expired.isPresent();
  }

  /** What rules look at: the envelope, or the text of a message without one. */
  private static JsonNode event(Pending pending) {
    return pending.item.envelope().isPresent()
        ? pending.item.envelope().get()
        : TextNode.valueOf(new String(pending.item.message().data(), StandardCharsets.UTF_8));
  }

  private void failed(String what, Exception cause, Pending pending) {
    String reason = what + where() + ": " + Brokers.words(cause);
    parts.log().error(reason);
    aside(pending, false, reason);
  }

  private void deliver(String path, List<Pending> group) {
    AtomicReference<Map<String, Verdict>> known = new AtomicReference<>(Map.of());
    AtomicInteger attempts = new AtomicInteger();
    parts
        .policy()
        .run(
            subscription.pubsub(),
            () -> {
              attempts.incrementAndGet();
              return attempt(path, group, known);
            });
    Map<String, Verdict> verdicts = known.get();
    List<Pending> left = left(group, verdicts);
    group.stream()
        .filter(p -> verdict(verdicts, p).kind() == Verdict.Kind.SUCCESS)
        .forEach(p -> p.waiting.outcome().complete(PubSub.Outcome.ACK));
    group.stream()
        .filter(p -> verdict(verdicts, p).kind() == Verdict.Kind.DROP)
        .forEach(
            p -> settle(List.of(p), true, because("dropped by the application", attempts.get())));
    boolean safe =
        left.isEmpty()
            || settle(left, false, p -> note(p, verdict(verdicts, p).error(), attempts.get()));
    if (!safe) {
      left.forEach(p -> parts.log().scope("dapr.contrib").error(verdict(verdicts, p).error()));
    }
    count(group, verdicts, safe);
  }

  private void count(List<Pending> group, Map<String, Verdict> verdicts, boolean safe) {
    Map<Verdict.Kind, Integer> events = new EnumMap<>(Verdict.Kind.class);
    for (Pending pending : group) {
      Verdict.Kind kind = verdict(verdicts, pending).kind();
      // what lies in the dead letter topic is done with
      events.merge(kind == Verdict.Kind.RETRY && safe ? Verdict.Kind.DROP : kind, 1, Integer::sum);
    }
    events.forEach((kind, count) -> parts.arrivals().ofBatch(kind.name(), count));
  }

  /** Settles a message that is not brought to the application. */
  private void aside(Pending pending, boolean expendable, String reason) {
    Verdict.Kind kind =
        settle(List.of(pending), expendable, because(reason, 0))
            ? Verdict.Kind.DROP
            : Verdict.Kind.RETRY;
    parts.arrivals().ofBatch(kind.name(), 1);
  }

  /**
   * Delivers what is left of a group.
   *
   * @param known what earlier attempts came to; one that was given up may still add to it
   */
  private Verdict attempt(
      String path, List<Pending> group, AtomicReference<Map<String, Verdict>> known) {
    List<Courier.Item> items = left(group, known.get()).stream().map(Pending::item).toList();
    long began = System.nanoTime();
    Map<String, Verdict> found =
        parts
            .courier()
            .deliverAll(
                new Courier.Batch(subscription.pubsub(), subscription.topic(), path, items));
    parts.arrivals().batch(System.nanoTime() - began);
    Map<String, Verdict> verdicts =
        known.updateAndGet(
            before -> {
              Map<String, Verdict> after = new LinkedHashMap<>(before);
              found.forEach(
                  (id, verdict) ->
                      after.merge(
                          id, verdict, (was, is) -> was.kind() == Verdict.Kind.RETRY ? is : was));
              return Map.copyOf(after);
            });
    List<Pending> left = left(group, verdicts);
    return left.isEmpty() ? Verdict.SUCCESS : verdict(verdicts, left.getFirst());
  }

  private static List<Pending> left(List<Pending> group, Map<String, Verdict> verdicts) {
    return group.stream()
        .filter(pending -> verdict(verdicts, pending).kind() == Verdict.Kind.RETRY)
        .toList();
  }

  /**
   * Sends refused messages to the dead letters and tells the component.
   *
   * @param expendable whether they are done with even if there is no such topic
   * @param note says why
   * @return whether they are done with
   */
  private boolean settle(
      List<Pending> refused, boolean expendable, Function<Pending, LetterNote> note) {
    boolean safe =
        parts.deadLetters().sendAll(refused.stream().map(p -> letter(p, note.apply(p))).toList());
    boolean done = safe || (expendable && !parts.deadLetters().configured());
    PubSub.Outcome outcome = done ? PubSub.Outcome.ACK : PubSub.Outcome.RETRY;
    refused.forEach(pending -> pending.waiting.outcome().complete(outcome));
    return done;
  }

  private DeadLetters.Letter letter(Pending refused, LetterNote note) {
    PubSub.Message message = refused.waiting.message();
    Map<String, String> metadata = new LinkedHashMap<>(message.metadata());
    metadata.put("pubsubName", subscription.pubsub());
    return new DeadLetters.Letter(message, metadata, note);
  }

  private Function<Pending, LetterNote> because(String reason, int attempts) {
    return pending -> note(pending, reason, attempts);
  }

  private LetterNote note(Pending refused, String reason, int attempts) {
    String topic = parts.broker().plain(refused.waiting.message().topic());
    return new LetterNote(topic, reason, attempts);
  }

  private static Verdict verdict(Map<String, Verdict> verdicts, Pending pending) {
    return verdicts.getOrDefault(
        pending.item.id(), BulkVerdicts.retry("no verdict on entry " + pending.item.id()));
  }

  private Pending pending(Waiting waiting, Optional<ObjectNode> envelope) {
    String fallback = envelope.isPresent() ? ContentTypes.CLOUD_EVENT : ContentTypes.BINARY;
    return new Pending(
        waiting,
        new Courier.Item(
            UUID.randomUUID().toString(),
            envelope,
            waiting.message(),
            waiting.message().contentType().orElse(fallback)));
  }

  private String where() {
    return "pubsub " + subscription.pubsub() + " and topic " + subscription.topic();
  }

  private record Pending(Waiting waiting, Courier.Item item) {}
}
