package io.todochatbot.sidecar.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.dapr.v1.CommonProtos;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprStateProtos;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.spi.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State over gRPC: messages in, messages out, nothing else. */
public final class StateGrpc {
  private StateGrpc() {}

  /** Binds the state API's methods. */
  public static void bind(GrpcApi grpc, StateApi api) {
    grpc.unary(
        DaprGrpc.getGetStateMethod(),
        api.get,
        in -> new StateApi.Get(in.getStoreName(), in.getKey(), in.getMetadataMap()),
        StateGrpc::entry);
    grpc.unary(
        DaprGrpc.getGetBulkStateMethod(),
        api.bulkGet,
        in ->
            new StateApi.BulkGet(
                in.getStoreName(),
                () -> new StateApi.Wanted(List.copyOf(in.getKeysList()), in.getMetadataMap())),
        StateGrpc::found);
    grpc.unary(
        DaprGrpc.getSaveStateMethod(),
        api.save,
        in -> save(in.getStoreName(), in.getStatesList()),
        done -> Empty.getDefaultInstance());
    bindDeletes(grpc, api);
    grpc.unary(
        DaprGrpc.getExecuteStateTransactionMethod(),
        api.transaction,
        StateGrpc::transaction,
        done -> Empty.getDefaultInstance());
    grpc.unary(
        DaprGrpc.getQueryStateAlpha1Method(),
        api.query,
        DaprStateProtos.QueryStateRequest::getStoreName,
        done -> DaprStateProtos.QueryStateResponse.getDefaultInstance());
  }

  /**
   * Saves what came otherwise than by the API, such as with the answer to an event.
   *
   * @throws io.todochatbot.sidecar.api.DaprError as the API does
   */
  public static void save(StateApi api, String store, List<CommonProtos.StateItem> states) {
    Call call = new Call(Wire.GRPC, Headers.NONE, Trace.NONE);
    api.save.handler().handle(call, save(store, states));
  }

  private static StateApi.Save save(String store, List<CommonProtos.StateItem> states) {
    return new StateApi.Save(store, () -> states.stream().map(StateGrpc::toSave).toList());
  }

  private static void bindDeletes(GrpcApi grpc, StateApi api) {
    grpc.unary(
        DaprGrpc.getDeleteStateMethod(),
        api.delete,
        in ->
            new StateApi.Delete(
                in.getStoreName(),
                item(
                    in.getKey(),
                    ByteString.EMPTY,
                    in.hasEtag() ? Optional.of(in.getEtag()) : Optional.empty(),
                    in.getOptions(),
                    in.getMetadataMap())),
        done -> Empty.getDefaultInstance());
    grpc.unary(
        DaprGrpc.getDeleteBulkStateMethod(),
        api.bulkDelete,
        in ->
            new StateApi.BulkDelete(
                in.getStoreName(), in.getStatesList().stream().map(StateGrpc::item).toList()),
        done -> Empty.getDefaultInstance());
  }

  private static StateApi.Transaction transaction(
      DaprStateProtos.ExecuteStateTransactionRequest in) {
    return new StateApi.Transaction(
        in.getStoreName(),
        () ->
            in.getOperationsList().stream()
                .map(o -> new StateApi.Step(o.getOperationType(), item(o.getRequest())))
                .toList());
  }

  private static StateItem toSave(CommonProtos.StateItem state) {
    if (state.getKey().isEmpty()) {
      throw new DaprError(ErrorCode.STATE_SAVE_NO_KEY, "state key cannot be empty");
    }
    if ("application/json".equals(state.getMetadataMap().get("contentType"))) {
      // daprd takes the value apart and writes it anew, so it must be JSON
      Json.parse(state.getValue().toByteArray(), "");
    }
    return item(state);
  }

  private static StateItem item(CommonProtos.StateItem state) {
    return item(
        state.getKey(),
        state.getValue(),
        state.hasEtag() ? Optional.of(state.getEtag()) : Optional.empty(),
        state.getOptions(),
        state.getMetadataMap());
  }

  private static StateItem item(
      String key,
      ByteString value,
      Optional<CommonProtos.Etag> etag,
      CommonProtos.StateOptions options,
      Map<String, String> metadata) {
    return new StateItem(
        key,
        value.toByteArray(),
        etag.map(CommonProtos.Etag::getValue),
        switch (options.getConcurrency()) {
          case CONCURRENCY_FIRST_WRITE -> "first-write";
          case CONCURRENCY_LAST_WRITE -> "last-write";
          case CONCURRENCY_UNSPECIFIED, UNRECOGNIZED -> "";
        },
        switch (options.getConsistency()) {
          case CONSISTENCY_EVENTUAL -> "eventual";
          case CONSISTENCY_STRONG -> "strong";
          case CONSISTENCY_UNSPECIFIED, UNRECOGNIZED -> "";
        },
        metadata);
  }

  private static DaprStateProtos.GetStateResponse entry(Optional<StateStore.Entry> found) {
    if (found.isEmpty()) {
      return DaprStateProtos.GetStateResponse.getDefaultInstance();
    }
    StateStore.Entry entry = found.get();
    DaprStateProtos.GetStateResponse.Builder out =
        DaprStateProtos.GetStateResponse.newBuilder()
            .setData(ByteString.copyFrom(entry.value()))
            .setEtag(entry.etag());
    entry.expires().ifPresent(at -> out.putMetadata("ttlExpireTime", StateHttp.time(at)));
    return out.build();
  }

  private static DaprStateProtos.GetBulkStateResponse found(List<StateApi.Found> all) {
    DaprStateProtos.GetBulkStateResponse.Builder out =
        DaprStateProtos.GetBulkStateResponse.newBuilder();
    for (StateApi.Found one : all) {
      DaprStateProtos.BulkStateItem.Builder item =
          DaprStateProtos.BulkStateItem.newBuilder().setKey(one.key()).setError(one.error());
      if (one.entry().isPresent()) {
        StateStore.Entry entry = one.entry().get();
        item.setData(ByteString.copyFrom(entry.value())).setEtag(entry.etag());
        entry.expires().ifPresent(at -> item.putMetadata("ttlExpireTime", StateHttp.time(at)));
      }
      out.addItems(item);
    }
    return out.build();
  }
}
