package io.todochatbot.sidecar.metadata;

import com.google.protobuf.Empty;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprMetadataProtos.ActorRuntime;
import io.dapr.v1.DaprMetadataProtos.AppConnectionHealthProperties;
import io.dapr.v1.DaprMetadataProtos.AppConnectionProperties;
import io.dapr.v1.DaprMetadataProtos.GetMetadataResponse;
import io.dapr.v1.DaprMetadataProtos.MetadataHTTPEndpoint;
import io.dapr.v1.DaprMetadataProtos.MetadataWorkflows;
import io.dapr.v1.DaprMetadataProtos.PubsubSubscription;
import io.dapr.v1.DaprMetadataProtos.PubsubSubscriptionRule;
import io.dapr.v1.DaprMetadataProtos.PubsubSubscriptionRules;
import io.dapr.v1.DaprMetadataProtos.PubsubSubscriptionType;
import io.dapr.v1.DaprMetadataProtos.RegisteredComponents;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.grpc.GrpcApi;

/** Metadata over gRPC. */
public final class MetadataGrpc {
  private MetadataGrpc() {}

  /** Binds the metadata API's methods. */
  public static void bind(GrpcApi grpc, MetadataApi api) {
    grpc.unary(DaprGrpc.getGetMetadataMethod(), api.get, in -> true, info -> render(api, info));
    grpc.unary(
        DaprGrpc.getSetMetadataMethod(),
        api.put,
        in -> new MetadataApi.Put(in.getKey(), in.getValue()),
        done -> Empty.getDefaultInstance());
  }

  private static GetMetadataResponse render(MetadataApi api, MetadataInfo info) {
    GetMetadataResponse.Builder out =
        GetMetadataResponse.newBuilder()
            .setId(info.id())
            .setRuntimeVersion(api.version())
            .addAllEnabledFeatures(info.enabledFeatures())
            .putAllExtendedMetadata(info.extended())
            .setAppConnectionProperties(app(info.app()))
            .setActorRuntime(
                ActorRuntime.newBuilder()
                    .setRuntimeStatus(ActorRuntime.ActorRuntimeStatus.DISABLED)
                    .setPlacement("placement: disconnected"))
            .setWorkflows(MetadataWorkflows.getDefaultInstance());
    for (Loaded component : info.components()) {
      out.addRegisteredComponents(
          RegisteredComponents.newBuilder()
              .setName(component.name())
              .setType(component.type())
              .setVersion(component.version())
              .addAllCapabilities(component.capabilities()));
    }
    info.subscriptions().forEach(subscription -> out.addSubscriptions(render(subscription)));
    info.httpEndpoints()
        .forEach(name -> out.addHttpEndpoints(MetadataHTTPEndpoint.newBuilder().setName(name)));
    return out.build();
  }

  private static PubsubSubscription render(Subscribed subscription) {
    PubsubSubscriptionRules.Builder rules = PubsubSubscriptionRules.newBuilder();
    subscription
        .rules()
        .forEach(
            rule ->
                rules.addRules(
                    PubsubSubscriptionRule.newBuilder()
                        .setMatch(rule.match())
                        .setPath(rule.path())));
    return PubsubSubscription.newBuilder()
        .setPubsubName(subscription.pubsubName())
        .setTopic(subscription.topic())
        .putAllMetadata(subscription.metadata())
        .setRules(rules)
        .setDeadLetterTopic(subscription.deadLetterTopic())
        .setType(PubsubSubscriptionType.valueOf(subscription.type()))
        .build();
  }

  private static AppConnectionProperties app(MetadataInfo.App app) {
    AppConnectionProperties.Builder out =
        AppConnectionProperties.newBuilder()
            .setPort(app.port())
            .setProtocol(app.protocol())
            .setChannelAddress(app.channelAddress())
            .setMaxConcurrency(app.maxConcurrency());
    app.health()
        .ifPresent(
            health ->
                out.setHealth(
                    AppConnectionHealthProperties.newBuilder()
                        .setHealthCheckPath(health.path())
                        .setHealthProbeInterval(health.interval())
                        .setHealthProbeTimeout(health.timeout())
                        .setHealthThreshold(health.threshold())));
    return out.build();
  }
}
