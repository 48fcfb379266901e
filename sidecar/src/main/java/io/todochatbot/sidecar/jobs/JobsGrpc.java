package io.todochatbot.sidecar.jobs;

import io.dapr.v1.DaprGrpc;
import io.todochatbot.sidecar.grpc.GrpcApi;

/** Jobs over gRPC. */
public final class JobsGrpc {
  private JobsGrpc() {}

  /** Binds the jobs API's methods. */
  public static void bind(GrpcApi grpc, JobsApi api) {
    grpc.unary(DaprGrpc.getScheduleJobAlpha1Method(), api.schedule, JobsGrpc::same, JobsGrpc::same);
    grpc.unary(DaprGrpc.getGetJobAlpha1Method(), api.get, JobsGrpc::same, JobsGrpc::same);
    grpc.unary(DaprGrpc.getListJobsAlpha1Method(), api.list, JobsGrpc::same, JobsGrpc::same);
    grpc.unary(DaprGrpc.getDeleteJobAlpha1Method(), api.delete, JobsGrpc::same, JobsGrpc::same);
    grpc.unary(
        DaprGrpc.getDeleteJobsByPrefixAlpha1Method(),
        api.deleteByPrefix,
        JobsGrpc::same,
        JobsGrpc::same);
  }

  private static <M> M same(M message) {
    return message;
  }
}
