package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.metrics.ComponentMetrics.Arrivals;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.PubSub;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers the messages of one subscription one by one. A message is done with only once the
 * application has taken or dropped it, no rule wants it, it has expired, or it lies in the dead
 * letter topic; everything else goes back to the component.
 */
final class Delivery implements PubSub.Handler {
  private final SubscriptionInfo subscription;
  private final Parts parts;
  private final EventReader reader;

  /**
   * What deliveries of a subscription are made of.
   *
   * @param passesTraces whether the application gets the event's span itself
   * @param arrivals counts what becomes of events
   * @param log has the scope {@code dapr.runtime.processor.subscription}
   */
  record Parts(
      Brokers.Broker broker,
      Router router,
      Courier courier,
      DeadLetters deadLetters,
      DeliveryPolicy policy,
      CloudEvents events,
      boolean passesTraces,
      Arrivals arrivals,
      Log log) {}

  Delivery(SubscriptionInfo subscription, Parts parts) {
    this.subscription = subscription;
    this.parts = parts;
    this.reader = new EventReader(parts.events, subscription.pubsub());
  }

  @Override
  public PubSub.Outcome handle(PubSub.Message message) {
    Map<String, String> metadata = metadata(message);
    String topic = parts.broker.plain(message.topic());
    Received received = new Received(message, topic, metadata);
    String where = "pubsub " + subscription.pubsub() + " and topic " + topic;
    try {
      boolean raw = RawPayload.in(subscription.metadata());
      EventReader.Read read = reader.read(message, raw, topic, metadata);
      if (parts.events.expired(read.envelope())) {
        return expired(read, received);
      }
      Optional<String> path = parts.router.route(read.envelope());
      if (path.isEmpty()) {
        return unwanted(read, where, received);
      }
      return deliver(
          new Event(
              subscription.pubsub(),
              topic,
              path.get(),
              read.envelope(),
              read.data(),
              metadata,
              Tracks.of(read.envelope(), parts.passesTraces)),
          received);
    } catch (CloudEvents.NotACloudEvent e) {
      return failed(
          "error deserializing cloud event in " + where + ": " + e.getMessage(), received);
    } catch (Router.BadRule e) {
      return failed("error finding matching route in " + where + ": " + Brokers.words(e), received);
    } catch (RawPayload.Malformed e) {
      return failed("error deserializing pubsub metadata: " + Brokers.words(e), received);
    }
  }

  private PubSub.Outcome deliver(Event event, Received received) {
    AtomicInteger attempts = new AtomicInteger();
    Verdict verdict =
        parts.policy.run(
            subscription.pubsub(),
            () -> {
              attempts.incrementAndGet();
              return attempt(event);
            });
    return switch (verdict.kind()) {
      case SUCCESS -> PubSub.Outcome.ACK;
      case DROP -> dropped(received.letter("dropped by the application", attempts.get()));
      case RETRY -> {
        if (parts.deadLetters.send(received.letter(verdict.error(), attempts.get()))) {
          yield PubSub.Outcome.ACK;
        }
        parts.log.scope("dapr.contrib").error(verdict.error());
        yield PubSub.Outcome.RETRY;
      }
    };
  }

  private Verdict attempt(Event event) {
    long began = System.nanoTime();
    Verdict verdict = parts.courier.deliver(event);
    parts.arrivals.one(verdict.word(), verdict.answered(), System.nanoTime() - began);
    if (verdict.kind() == Verdict.Kind.RETRY) {
      parts.log.warn(
          "encountered a retriable error while publishing a subscribed message to topic "
              + event.topic()
              + ", err: "
              + verdict.cause().orElse("<nil>"));
    }
    return verdict;
  }

  private PubSub.Outcome dropped(DeadLetters.Letter letter) {
    if (!parts.deadLetters.configured() || parts.deadLetters.send(letter)) {
      return PubSub.Outcome.ACK;
    }
    parts.log.warn(
        "failed to send dropped message to dead letter queue for topic " + letter.note().topic());
    return PubSub.Outcome.RETRY;
  }

  private PubSub.Outcome expired(EventReader.Read read, Received received) {
    String expiration = read.envelope().path("expiration").asText();
    parts.log.warn(
        "dropping expired pub/sub event "
            + read.envelope().path("id").asText("<nil>")
            + " as of "
            + expiration);
    parts.arrivals.aside("drop", "drop");
    parts.deadLetters.send(received.letter("expired at " + expiration, 0));
    return PubSub.Outcome.ACK;
  }

  private PubSub.Outcome unwanted(EventReader.Read read, String where, Received received) {
    parts.log.debug(
        "no matching route for event "
            + read.envelope().path("id").asText("<nil>")
            + " in "
            + where
            + "; skipping");
    parts.arrivals.aside("drop", "success");
    parts.deadLetters.send(received.letter("no rule matches", 0));
    return PubSub.Outcome.ACK;
  }

  private PubSub.Outcome failed(String what, Received received) {
    parts.log.error(what);
    boolean safe = parts.deadLetters.send(received.letter(what, 0));
    parts.arrivals.aside(safe ? "drop" : "retry", safe ? "drop" : "retry");
    return safe ? PubSub.Outcome.ACK : PubSub.Outcome.RETRY;
  }

  private Map<String, String> metadata(PubSub.Message message) {
    Map<String, String> metadata = new HashMap<>(message.metadata());
    message.contentType().ifPresent(type -> metadata.put("content-type", type));
    metadata.put("pubsubName", subscription.pubsub());
    return metadata;
  }

  /** A message with what goes to the application beside it. */
  private record Received(PubSub.Message message, String topic, Map<String, String> metadata) {
    DeadLetters.Letter letter(String reason, int attempts) {
      return new DeadLetters.Letter(message, metadata, new LetterNote(topic, reason, attempts));
    }
  }
}
