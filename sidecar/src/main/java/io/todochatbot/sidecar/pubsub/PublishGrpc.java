package io.todochatbot.sidecar.pubsub;

import com.google.protobuf.Empty;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprPubsubProtos.BulkPublishRequest;
import io.dapr.v1.DaprPubsubProtos.BulkPublishRequestEntry;
import io.dapr.v1.DaprPubsubProtos.BulkPublishResponse;
import io.dapr.v1.DaprPubsubProtos.PublishEventRequest;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.pubsub.PublishApi.BulkPublish;
import io.todochatbot.sidecar.pubsub.PublishApi.BulkPublished;
import io.todochatbot.sidecar.pubsub.PublishApi.Entry;
import io.todochatbot.sidecar.pubsub.PublishApi.Publish;
import java.util.List;
import java.util.Optional;

/** Publishing over gRPC. */
public final class PublishGrpc {
  private PublishGrpc() {}

  /** Binds {@code PublishEvent}, {@code BulkPublishEvent} and {@code BulkPublishEventAlpha1}. */
  @SuppressWarnings("deprecation") // the first name of bulk publishing is still served
  public static void bind(GrpcApi grpc, PublishApi api) {
    grpc.unary(
        DaprGrpc.getPublishEventMethod(),
        api.publish,
        PublishGrpc::single,
        done -> Empty.getDefaultInstance());
    grpc.unary(
        DaprGrpc.getBulkPublishEventMethod(),
        api.bulkPublish,
        PublishGrpc::bulk,
        PublishGrpc::answer);
    grpc.unary(
        DaprGrpc.getBulkPublishEventAlpha1Method(),
        api.bulkPublishAlpha1,
        PublishGrpc::bulk,
        PublishGrpc::answer);
  }

  private static Publish single(PublishEventRequest request) {
    return new Publish(
        request.getPubsubName(),
        request.getTopic(),
        request.getData().toByteArray(),
        request.getDataContentType(),
        request.getMetadataMap(),
        true);
  }

  private static BulkPublish bulk(BulkPublishRequest request) {
    List<Entry> entries = request.getEntriesList().stream().map(PublishGrpc::entry).toList();
    return new BulkPublish(
        request.getPubsubName(),
        request.getTopic(),
        appId -> entries,
        request.getMetadataMap(),
        false);
  }

  private static Entry entry(BulkPublishRequestEntry entry) {
    return new Entry(
        entry.getEntryId(),
        entry.getEvent().toByteArray(),
        entry.getContentType(),
        Optional.of(entry.getMetadataMap()).filter(own -> !own.isEmpty()));
  }

  private static BulkPublishResponse answer(BulkPublished done) {
    // one failure fails the whole call: what is answered here was published
    return BulkPublishResponse.getDefaultInstance();
  }
}
