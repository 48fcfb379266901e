package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What an application subscribes to and the dead letters that wait for somebody to look at them;
 * not in Dapr.
 */
public final class InboxApi {
  /** How many dead letters a page has at the most. */
  static final int MOST = 1_000;

  private static final ApiGroup GROUP = ApiGroup.v1("publish");

  /** Lists the subscriptions. */
  final Operation<Everything, List<Subscribed>> subscriptions =
      new Operation<>("ListSubscriptions", GROUP, this::subscriptions);

  /** Lists the dead letters of one of them. */
  final Operation<Page, Letters> letters = new Operation<>("ListDeadLetters", GROUP, this::letters);

  /** Sends a dead letter again to the topic that it came from. */
  final Operation<Chosen, Done> resend = new Operation<>("ResendDeadLetter", GROUP, this::resend);

  /** Removes a dead letter. */
  final Operation<Chosen, Done> discard =
      new Operation<>("DiscardDeadLetter", GROUP, this::discard);

  private final Subscriptions known;
  private final Brokers brokers;
  private final CloudEvents events;

  /** The inboxes behind {@code subscriptions}. */
  public InboxApi(Subscriptions subscriptions, InstantSource clock) {
    this.known = subscriptions;
    this.brokers = subscriptions.brokers();
    this.events = new CloudEvents(clock);
  }

  /** A request for all there is. */
  record Everything() {}

  /**
   * A subscription.
   *
   * @param waiting how many dead letters wait; empty where there is no inbox
   */
  record Subscribed(SubscriptionInfo info, SubscriptionStatus status, OptionalInt waiting) {}

  /**
   * A request for some dead letters.
   *
   * @param limit as given; empty for 100
   * @param after the id of the last one of the page before; empty for the first page
   */
  record Page(String pubsub, String topic, Optional<String> limit, String after) {}

  /** A page of dead letters; there may be more of them after one that is full. */
  record Letters(List<PubSub.DeadLetter> letters, boolean full) {}

  /** A request about one dead letter. */
  record Chosen(String pubsub, String topic, String id) {}

  /** It was done. */
  record Done() {}

  private List<Subscribed> subscriptions(Call call, Everything request) {
    List<Subscribed> all = new ArrayList<>();
    for (SubscriptionStatus.Of one : known.statuses()) {
      all.add(new Subscribed(one.info(), one.status(), waiting(one.info())));
    }
    return all;
  }

  private OptionalInt waiting(SubscriptionInfo info) {
    Optional<Brokers.Broker> broker = brokers.find(info.pubsub()).filter(Brokers.Broker::hasInbox);
    return info.deadLetterTopic().isEmpty() || broker.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(asking(info.pubsub(), () -> broker.get().waiting(info.topic())));
  }

  private Letters letters(Call call, Page page) {
    Brokers.Broker broker = broker(page.pubsub());
    int limit = limit(page);
    List<PubSub.DeadLetter> letters =
        asking(page.pubsub(), () -> broker.letters(page.topic(), page.after(), limit));
    return new Letters(letters, letters.size() == limit);
  }

  private Done resend(Call call, Chosen chosen) {
    Brokers.Broker broker = broker(chosen.pubsub());
    boolean sent =
        asking(
            chosen.pubsub(),
            () ->
                broker
                    .letter(chosen.topic(), chosen.id())
                    .map(l -> broker.replace(chosen.topic(), chosen.id(), again(chosen, l)))
                    .orElse(false));
    return done(sent, chosen);
  }

  private Done discard(Call call, Chosen chosen) {
    Brokers.Broker broker = broker(chosen.pubsub());
    return done(asking(chosen.pubsub(), () -> broker.discard(chosen.topic(), chosen.id())), chosen);
  }

  private static Done done(boolean found, Chosen chosen) {
    if (!found) {
      throw PubSubErrors.noDeadLetter(chosen.pubsub(), chosen.topic(), chosen.id());
    }
    return new Done();
  }

  /** The message as it first came, which has no time to live any more. */
  private PubSub.Message again(Chosen chosen, PubSub.DeadLetter letter) {
    PubSub.Message message = letter.message();
    String origin = LetterNote.of(message.metadata()).topic();
    Map<String, String> metadata = LetterNote.metadataWithout(message.metadata());
    metadata.remove("pubsubName");
    if (message.contentType().isPresent()) {
      metadata.remove("content-type");
    }
    return new PubSub.Message(
        origin.isEmpty() ? chosen.topic() : origin,
        unexpired(message.data()),
        message.contentType(),
        metadata);
  }

  /** An event that has expired would only become a dead letter again. */
  private byte[] unexpired(byte[] data) {
    try {
      ObjectNode event = CloudEvents.read(data);
      if (!events.expired(event)) {
        return data;
      }
      event.remove("expiration");
      return Json.write(event);
    } catch (CloudEvents.NotACloudEvent ignored) {
      // a message without envelope
      return data;
    }
  }

  private Brokers.Broker broker(String pubsub) {
    Brokers.Broker broker =
        brokers.find(pubsub).orElseThrow(() -> PubSubErrors.notFound(pubsub, Map.of()));
    if (!broker.hasInbox()) {
      throw PubSubErrors.noInbox(pubsub);
    }
    return broker;
  }

  private static int limit(Page page) {
    try {
      int limit = page.limit().map(Integer::parseInt).orElse(100);
      if (limit > 0 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException ignored) {
      // refused below
    }
    throw PubSubErrors.badLimit(page.limit().orElse(""));
  }

  private static <R> R asking(String pubsub, Supplier<R> work) {
    try {
      return work.get();
    } catch (ComponentException e) {
      throw PubSubErrors.inbox(pubsub, Brokers.words(e));
    }
  }
}
