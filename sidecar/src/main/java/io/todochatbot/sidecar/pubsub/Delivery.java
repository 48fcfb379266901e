package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.metrics.ComponentMetrics.Arrivals;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.PubSub;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
    String where = "pubsub " + subscription.pubsub() + " and topic " + topic;
    try {
      boolean raw = RawPayload.in(subscription.metadata());
      EventReader.Read read = reader.read(message, raw, topic, metadata);
      if (parts.events.expired(read.envelope())) {
        return expired(read, message, metadata);
      }
      Optional<String> path = parts.router.route(read.envelope());
      if (path.isEmpty()) {
        return unwanted(read, where, message, metadata);
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
          message);
    } catch (CloudEvents.NotACloudEvent e) {
      return failed(
          "error deserializing cloud event in " + where + ": " + e.getMessage(), message, metadata);
    } catch (Router.BadRule e) {
      return failed(
          "error finding matching route in " + where + ": " + Brokers.words(e), message, metadata);
    } catch (RawPayload.Malformed e) {
      return failed("error deserializing pubsub metadata: " + Brokers.words(e), message, metadata);
    }
  }

  private PubSub.Outcome deliver(Event event, PubSub.Message message) {
    Verdict verdict = parts.policy.run(subscription.pubsub(), () -> attempt(event));
    return switch (verdict.kind()) {
      case SUCCESS -> PubSub.Outcome.ACK;
      case DROP -> dropped(event, message);
      case RETRY -> {
        if (parts.deadLetters.send(message, event.metadata())) {
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

  private PubSub.Outcome dropped(Event event, PubSub.Message message) {
    if (!parts.deadLetters.configured() || parts.deadLetters.send(message, event.metadata())) {
      return PubSub.Outcome.ACK;
    }
    parts.log.warn(
        "failed to send dropped message to dead letter queue for topic " + event.topic());
    return PubSub.Outcome.RETRY;
  }

  private PubSub.Outcome expired(
      EventReader.Read read, PubSub.Message message, Map<String, String> metadata) {
    parts.log.warn(
        "dropping expired pub/sub event "
            + read.envelope().path("id").asText("<nil>")
            + " as of "
            + read.envelope().path("expiration").asText());
    parts.arrivals.aside("drop", "drop");
    parts.deadLetters.send(message, metadata);
    return PubSub.Outcome.ACK;
  }

  private PubSub.Outcome unwanted(
      EventReader.Read read, String where, PubSub.Message message, Map<String, String> metadata) {
    parts.log.debug(
        "no matching route for event "
            + read.envelope().path("id").asText("<nil>")
            + " in "
            + where
            + "; skipping");
    parts.arrivals.aside("drop", "success");
    parts.deadLetters.send(message, metadata);
    return PubSub.Outcome.ACK;
  }

  private PubSub.Outcome failed(String what, PubSub.Message message, Map<String, String> metadata) {
    parts.log.error(what);
    boolean safe = parts.deadLetters.send(message, metadata);
    parts.arrivals.aside(safe ? "drop" : "retry", safe ? "drop" : "retry");
    return safe ? PubSub.Outcome.ACK : PubSub.Outcome.RETRY;
  }

  private Map<String, String> metadata(PubSub.Message message) {
    Map<String, String> metadata = new HashMap<>(message.metadata());
    message.contentType().ifPresent(type -> metadata.put("content-type", type));
    metadata.put("pubsubName", subscription.pubsub());
    return metadata;
  }
}
