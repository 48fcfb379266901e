package io.todochatbot.sidecar.peer;

import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.dapr.v1.CommonProtos.HTTPExtension;
import io.dapr.v1.CommonProtos.InvokeRequest;
import io.dapr.v1.CommonProtos.InvokeResponse;
import io.todochatbot.protocol.internals.APIVersion;
import io.todochatbot.protocol.internals.InternalInvokeRequest;
import io.todochatbot.protocol.internals.InternalInvokeResponse;
import io.todochatbot.protocol.internals.ListStringValue;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls and answers as messages of {@code dapr.proto.internals.v1}, without their bodies. */
final class Wire {
  private Wire() {}

  static InternalInvokeRequest request(Invocation invocation) {
    InvokeRequest.Builder message =
        InvokeRequest.newBuilder()
            .setMethod(invocation.method())
            .setContentType(invocation.body().contentType().orElse(""));
    invocation.typeUrl().ifPresent(type -> message.setData(Any.newBuilder().setTypeUrl(type)));
    invocation
        .http()
        .ifPresent(
            http ->
                message.setHttpExtension(
                    HTTPExtension.newBuilder()
                        .setVerb(http.verb().proto())
                        .setQuerystring(http.query())));
    return InternalInvokeRequest.newBuilder()
        .setVer(APIVersion.V1)
        .putAllMetadata(lists(invocation.metadata()))
        .setMessage(message)
        .build();
  }

  static Invocation invocation(InternalInvokeRequest request, Body body, Trace trace) {
    InvokeRequest message = request.getMessage();
    Optional<Invocation.Http> http =
        message.hasHttpExtension()
            ? Optional.of(
                new Invocation.Http(
                    Verb.of(message.getHttpExtension().getVerb()),
                    message.getHttpExtension().getQuerystring()))
            : Optional.empty();
    return new Invocation(
        message.getMethod(),
        http,
        metadata(request.getMetadataMap()),
        text(message.getData().getTypeUrl()),
        body,
        trace);
  }

  static InternalInvokeResponse response(Outcome outcome) {
    Status status = outcome.status();
    InvokeResponse.Builder message =
        InvokeResponse.newBuilder().setContentType(outcome.body().contentType().orElse(""));
    outcome.typeUrl().ifPresent(type -> message.setData(Any.newBuilder().setTypeUrl(type)));
    return InternalInvokeResponse.newBuilder()
        .setStatus(
            io.todochatbot.protocol.internals.Status.newBuilder()
                .setCode(status.getCode())
                .setMessage(status.getMessage())
                .addAllDetails(status.getDetailsList()))
        .putAllHeaders(lists(outcome.headers()))
        .putAllTrailers(lists(outcome.trailers()))
        .setMessage(message)
        .build();
  }

  static Outcome outcome(InternalInvokeResponse response, Body body) {
    return new Outcome(
        Status.newBuilder()
            .setCode(response.getStatus().getCode())
            .setMessage(response.getStatus().getMessage())
            .addAllDetails(response.getStatus().getDetailsList())
            .build(),
        metadata(response.getHeadersMap()),
        metadata(response.getTrailersMap()),
        text(response.getMessage().getData().getTypeUrl()),
        body);
  }

  static Optional<String> text(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** The trace that a call's own metadata tells, if its headers on the way told none. */
  static Trace trace(Trace ofCall, InternalInvokeRequest request) {
    if (ofCall.remote()) {
      return ofCall;
    }
    Metadata metadata = metadata(request.getMetadataMap());
    return metadata
        .first("traceparent")
        .flatMap(
            parent ->
                Trace.continuing(parent, metadata.first("tracestate"), metadata.first("baggage")))
        .orElse(ofCall);
  }

  private static Map<String, ListStringValue> lists(Metadata metadata) {
    Map<String, ListStringValue> lists = new LinkedHashMap<>();
    metadata
        .entries()
        .forEach(
            (name, values) ->
                lists.put(name, ListStringValue.newBuilder().addAllValues(values).build()));
    return lists;
  }

  private static Metadata metadata(Map<String, ListStringValue> lists) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    lists.forEach((name, values) -> entries.put(name, values.getValuesList()));
    return new Metadata(entries);
  }
}
