package io.todochatbot.sidecar.configuration;

import io.dapr.v1.CommonProtos.ConfigurationItem;
import io.dapr.v1.DaprConfigurationProtos.GetConfigurationRequest;
import io.dapr.v1.DaprConfigurationProtos.GetConfigurationResponse;
import io.dapr.v1.DaprConfigurationProtos.SubscribeConfigurationRequest;
import io.dapr.v1.DaprConfigurationProtos.SubscribeConfigurationResponse;
import io.dapr.v1.DaprConfigurationProtos.UnsubscribeConfigurationRequest;
import io.dapr.v1.DaprConfigurationProtos.UnsubscribeConfigurationResponse;
import io.dapr.v1.DaprGrpc;
import io.grpc.MethodDescriptor;
import io.todochatbot.sidecar.api.ApiGroup.Version;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.grpc.GrpcStream;
import io.todochatbot.spi.ConfigurationStore.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Configuration over gRPC, where a subscription is a stream that lasts as long as it. */
public final class ConfigurationGrpc {
  private final ConfigurationApi api;

  private ConfigurationGrpc(ConfigurationApi api) {
    this.api = api;
  }

  /** Binds the configuration API's methods. */
  public static void bind(GrpcApi grpc, ConfigurationApi api) {
    ConfigurationGrpc bound = new ConfigurationGrpc(api);
    bound.get(grpc, DaprGrpc.getGetConfigurationMethod(), Version.V1);
    bound.get(grpc, DaprGrpc.getGetConfigurationAlpha1Method(), Version.ALPHA1);
    bound.subscribe(grpc, DaprGrpc.getSubscribeConfigurationMethod(), Version.V1);
    bound.subscribe(grpc, DaprGrpc.getSubscribeConfigurationAlpha1Method(), Version.ALPHA1);
    bound.unsubscribe(grpc, DaprGrpc.getUnsubscribeConfigurationMethod(), Version.V1);
    bound.unsubscribe(grpc, DaprGrpc.getUnsubscribeConfigurationAlpha1Method(), Version.ALPHA1);
  }

  private void get(
      GrpcApi grpc,
      MethodDescriptor<GetConfigurationRequest, GetConfigurationResponse> method,
      Version version) {
    grpc.unary(
        method,
        api.get(version),
        in -> new ConfigurationApi.Keys(in.getStoreName(), in.getKeysList(), in.getMetadataMap()),
        items -> GetConfigurationResponse.newBuilder().putAllItems(protos(items)).build());
  }

  private void subscribe(
      GrpcApi grpc,
      MethodDescriptor<SubscribeConfigurationRequest, SubscribeConfigurationResponse> method,
      Version version) {
    grpc.stream(
        method,
        new Operation<
            GrpcStream<SubscribeConfigurationRequest, SubscribeConfigurationResponse>, Boolean>(
            "SubscribeConfiguration",
            ConfigurationApi.group(version),
            (call, stream) -> serve(stream)));
  }

  private void unsubscribe(
      GrpcApi grpc,
      MethodDescriptor<UnsubscribeConfigurationRequest, UnsubscribeConfigurationResponse> method,
      Version version) {
    grpc.unary(
        method,
        api.unsubscribeStream(version),
        in -> new ConfigurationApi.Unsubscribe(in.getStoreName(), in.getId()),
        failure ->
            UnsubscribeConfigurationResponse.newBuilder()
                .setOk(failure.isEmpty())
                .setMessage(failure.orElse(""))
                .build());
  }

  private boolean serve(
      GrpcStream<SubscribeConfigurationRequest, SubscribeConfigurationResponse> stream) {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    stream.whenCancelled(ended::countDown);
    SubscribeConfigurationRequest request =
        stream.read().orElseGet(SubscribeConfigurationRequest::getDefaultInstance);
    ConfigurationApi.Keys keys =
        new ConfigurationApi.Keys(
            request.getStoreName(),
            request.getKeysList().stream().sorted().toList(),
            request.getMetadataMap());
    String id =
        api.watch(
            keys, (sent, items) -> tell(stream, begun, sent, items), Optional.of(ended::countDown));
    try {
      stream.write(SubscribeConfigurationResponse.newBuilder().setId(id).build());
      begun.countDown();
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      begun.countDown();
      api.watches().end(keys.store(), id);
    }
    return true;
  }

  /** The id is the first thing that a stream tells. */
  private static void tell(
      GrpcStream<SubscribeConfigurationRequest, SubscribeConfigurationResponse> stream,
      CountDownLatch begun,
      String id,
      Map<String, Item> items) {
    try {
      begun.await();
      stream.write(
          SubscribeConfigurationResponse.newBuilder().setId(id).putAllItems(protos(items)).build());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (GrpcStream.Cancelled ignored) {
      // the subscription is just about to end for the same reason
    }
  }

  private static Map<String, ConfigurationItem> protos(Map<String, Item> items) {
    Map<String, ConfigurationItem> protos = new LinkedHashMap<>();
    items.forEach(
        (key, item) ->
            protos.put(
                key,
                ConfigurationItem.newBuilder()
                    .setValue(item.value())
                    .setVersion(item.version())
                    .putAllMetadata(item.metadata())
                    .build()));
    return protos;
  }
}
