package io.todochatbot.sidecar.app;

import io.grpc.MethodDescriptor;
import io.todochatbot.sidecar.api.Trace;
import java.util.List;
import java.util.Map;

/**
 * The way to the application. Adds the app token and the trace context, and keeps to the limit of
 * concurrent requests ({@code --app-max-concurrency}).
 */
public sealed interface AppChannel permits HttpApp, GrpcApp {
  /** An application that speaks HTTP. */
  interface Http {
    /**
     * Sends a request and returns the answer once its headers are there; the bodies stream.
     *
     * @throws AppUnreachable if the application can't be reached or breaks off
     */
    AppReply send(AppRequest request);
  }

  /** An application that speaks gRPC ({@code dapr.proto.runtime.v1.AppCallback}). */
  interface Grpc {
    /**
     * Makes a unary call.
     *
     * @throws AppFailure if the application answers with a status other than OK
     * @throws AppUnreachable if the application can't be reached or breaks off
     */
    <P, S> S call(
        MethodDescriptor<P, S> method,
        P request,
        List<Map.Entry<String, String>> metadata,
        Trace trace);
  }
}
