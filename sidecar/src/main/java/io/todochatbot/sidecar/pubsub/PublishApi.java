package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.spi.PubSub;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Publishing, once for both wires.
 *
 * <p>Sidecar wires it so, once the {@code Components} exist (they may still be empty):
 *
 * <pre>{@code
 * Brokers brokers = new Brokers(components, appId, namespace);  // also the Publisher of others
 * PublishApi publish = new PublishApi(brokers, clock);
 * PublishHttp.bind(http, publish);
 * PublishGrpc.bind(grpc, publish);
 * }</pre>
 *
 * and goes on with {@link Subscriptions}.
 */
public final class PublishApi {
  private static final String NAME = "PublishEvent";
  private static final String BULK_NAME = "BulkPublishEvent";
  private static final String GROUP = "publish";

  /** Publishes one event. */
  final Operation<Publish, Published> publish =
      new Operation<>(NAME, ApiGroup.v1(GROUP), this::publish);

  /** Publishes many events to one topic. */
  final Operation<BulkPublish, BulkPublished> bulkPublish =
      new Operation<>(BULK_NAME, ApiGroup.v1(GROUP), this::publishAll);

  /** The same under its first name. */
  final Operation<BulkPublish, BulkPublished> bulkPublishAlpha1 =
      new Operation<>(BULK_NAME, ApiGroup.alpha1(GROUP), this::publishAll);

  private final Brokers brokers;
  private final CloudEvents events;

  /** Publishing to {@code brokers}, with the time of {@code clock} in the events. */
  public PublishApi(Brokers brokers, InstantSource clock) {
    this.brokers = brokers;
    this.events = new CloudEvents(clock);
  }

  /**
   * An event to publish.
   *
   * @param contentType the media type of the data; empty for plain text
   * @param tracedRaw whether a message without envelope carries the trace in its metadata
   */
  record Publish(
      String pubsub,
      String topic,
      byte[] data,
      String contentType,
      Map<String, String> metadata,
      boolean tracedRaw) {
    /** Copies the map. */
    Publish {
      metadata = Map.copyOf(metadata);
    }
  }

  /** An event was published. */
  record Published() {}

  /**
   * Events to publish to one topic.
   *
   * @param entries reads them once the topic is known to exist; refuses those of the same id
   * @param partly whether the caller can be told of single entries that failed; if not, one failure
   *     fails all
   */
  record BulkPublish(
      String pubsub, String topic, Entries entries, Map<String, String> metadata, boolean partly) {
    /** Copies the map. */
    BulkPublish {
      metadata = Map.copyOf(metadata);
    }
  }

  /** Reads the entries of a bulk request. */
  @FunctionalInterface
  interface Entries {
    /**
     * Reads them.
     *
     * @throws DaprError if they can't be read
     */
    List<Entry> read(String appId);
  }

  /**
   * One event of a bulk request.
   *
   * @param metadata its own metadata; the request's is used beside it only if it has some
   */
  record Entry(
      String id, byte[] data, String contentType, Optional<Map<String, String>> metadata) {}

  /** Events were published, apart from those that failed. */
  record BulkPublished(String pubsub, String topic, List<PubSub.Failure> failures) {
    /** Copies the list. */
    BulkPublished {
      failures = List.copyOf(failures);
    }
  }

  private Published publish(Call call, Publish request) {
    Brokers.Broker broker = broker(request.pubsub, request.topic, request.metadata);
    Map<String, String> metadata = request.metadata;
    byte[] data = request.data;
    if (!raw(request.pubsub, metadata)) {
      data =
          envelope(
              broker,
              origin(call, broker, request.topic, call.trace()),
              request.contentType,
              data,
              metadata);
    } else if (request.tracedRaw) {
      metadata = new HashMap<>(metadata);
      metadata.put("traceid", traceparent(call.trace()));
      metadata.put("tracestate", tracestate(call));
    }
    broker.publish(request.topic, data, Optional.empty(), metadata);
    return new Published();
  }

  private BulkPublished publishAll(Call call, BulkPublish request) {
    Brokers.Broker broker = broker(request.pubsub, request.topic, request.metadata);
    boolean raw = raw(request.pubsub, request.metadata);
    List<Entry> given = request.entries.read(brokers.appId());
    checkIds(given, request);
    List<PubSub.BulkEntry> entries = new ArrayList<>(given.size());
    for (Entry entry : given) {
      Map<String, String> metadata =
          entry.metadata.map(own -> merged(request.metadata, own)).orElse(Map.of());
      entries.add(
          raw
              ? new PubSub.BulkEntry(entry.id, entry.data, entry.contentType, metadata)
              : new PubSub.BulkEntry(
                  entry.id,
                  envelope(
                      broker,
                      origin(call, broker, request.topic, call.trace().child()),
                      entry.contentType,
                      entry.data,
                      metadata),
                  "",
                  metadata));
    }
    List<PubSub.Failure> failures = broker.publishAll(request.topic, entries, request.metadata);
    if (!failures.isEmpty() && !request.partly) {
      throw PubSubErrors.publishing(request.pubsub, request.topic, failures.getFirst().error());
    }
    return new BulkPublished(request.pubsub, request.topic, failures);
  }

  private Brokers.Broker broker(String pubsub, String topic, Map<String, String> metadata) {
    if (pubsub.isEmpty()) {
      throw PubSubErrors.nameEmpty(metadata);
    }
    Brokers.Broker broker =
        brokers.find(pubsub).orElseThrow(() -> PubSubErrors.notFound(pubsub, metadata));
    if (topic.isEmpty()) {
      throw PubSubErrors.topicEmpty(pubsub, metadata);
    }
    return broker;
  }

  private static boolean raw(String pubsub, Map<String, String> metadata) {
    try {
      return RawPayload.in(metadata);
    } catch (RawPayload.Malformed e) {
      throw PubSubErrors.metadata(pubsub, metadata, Brokers.words(e));
    }
  }

  private byte[] envelope(
      Brokers.Broker broker,
      CloudEvents.Origin origin,
      String contentType,
      byte[] data,
      Map<String, String> metadata) {
    try {
      ObjectNode event = events.create(origin, contentType, data, metadata);
      if (!broker.can(PubSub.MessageTtl.class)) {
        events.limitLife(event, metadata);
      }
      return Json.write(event);
    } catch (CloudEvents.NotACloudEvent e) {
      throw PubSubErrors.cloudEvent(broker.name(), brokers.appId(), e.getMessage());
    }
  }

  private CloudEvents.Origin origin(Call call, Brokers.Broker broker, String topic, Trace span) {
    return new CloudEvents.Origin(
        brokers.appId(), broker.name(), topic, traceparent(span), tracestate(call));
  }

  /** Empty for a call that nobody traces: so daprd tells it from others. */
  private static String traceparent(Trace trace) {
    return trace.remote() || trace.sampled() ? trace.traceparent() : "";
  }

  /** daprd takes the tracestate of HTTP requests only (golden: 09 publish, with traceparent). */
  private static String tracestate(Call call) {
    return call.wire() == Wire.HTTP ? call.trace().tracestate().orElse("") : "";
  }

  private void checkIds(List<Entry> entries, BulkPublish request) {
    Set<String> seen = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.id.isEmpty() || !seen.add(entry.id)) {
        throw PubSubErrors.entryId(request.pubsub, request.topic, brokers.appId());
      }
    }
  }

  private static Map<String, String> merged(
      Map<String, String> request, Map<String, String> entry) {
    Map<String, String> all = new HashMap<>(request);
    all.putAll(entry);
    return all;
  }
}
