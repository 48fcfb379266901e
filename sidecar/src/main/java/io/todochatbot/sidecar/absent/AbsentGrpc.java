package io.todochatbot.sidecar.absent;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.dapr.v1.DaprGrpc;
import io.grpc.MethodDescriptor;
import io.todochatbot.sidecar.absent.AbsentApi.Block;
import io.todochatbot.sidecar.api.ApiGroup.Version;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.grpc.GrpcStream;
import java.util.List;
import java.util.Map;

/** The methods of the building blocks that are not there. */
public final class AbsentGrpc {
  private static final Map<Block, List<String>> METHODS =
      Map.ofEntries(
          Map.entry(Block.BINDINGS, List.of("InvokeBinding")),
          Map.entry(
              Block.CONFIGURATION,
              List.of(
                  "GetConfiguration",
                  "GetConfigurationAlpha1",
                  "SubscribeConfiguration",
                  "SubscribeConfigurationAlpha1",
                  "UnsubscribeConfiguration",
                  "UnsubscribeConfigurationAlpha1")),
          Map.entry(Block.LOCK, List.of("TryLockAlpha1")),
          Map.entry(Block.UNLOCK, List.of("UnlockAlpha1")),
          Map.entry(Block.CRYPTO, List.of("EncryptAlpha1", "DecryptAlpha1")),
          Map.entry(
              Block.SUBTLE_CRYPTO,
              List.of(
                  "SubtleGetKeyAlpha1",
                  "SubtleEncryptAlpha1",
                  "SubtleDecryptAlpha1",
                  "SubtleWrapKeyAlpha1",
                  "SubtleUnwrapKeyAlpha1",
                  "SubtleSignAlpha1",
                  "SubtleVerifyAlpha1")),
          Map.entry(
              Block.ACTORS,
              List.of(
                  "RegisterActorTimer",
                  "UnregisterActorTimer",
                  "RegisterActorReminder",
                  "UnregisterActorReminder",
                  "UnregisterActorRemindersByType",
                  "ListActorReminders",
                  "GetActorState",
                  "GetActorReminder",
                  "ExecuteActorStateTransaction",
                  "InvokeActor")),
          Map.entry(
              Block.WORKFLOWS,
              List.of(
                  "StartWorkflowAlpha1",
                  "GetWorkflowAlpha1",
                  "PurgeWorkflowAlpha1",
                  "TerminateWorkflowAlpha1",
                  "PauseWorkflowAlpha1",
                  "ResumeWorkflowAlpha1",
                  "RaiseEventWorkflowAlpha1",
                  "StartWorkflowBeta1",
                  "GetWorkflowBeta1",
                  "PurgeWorkflowBeta1",
                  "TerminateWorkflowBeta1",
                  "PauseWorkflowBeta1",
                  "ResumeWorkflowBeta1",
                  "RaiseEventWorkflowBeta1")),
          Map.entry(Block.SCHEDULE_JOB, List.of("ScheduleJobAlpha1")),
          Map.entry(Block.GET_JOB, List.of("GetJobAlpha1")),
          Map.entry(Block.LIST_JOBS, List.of("ListJobsAlpha1")),
          Map.entry(Block.DELETE_JOB, List.of("DeleteJobAlpha1", "DeleteJobsByPrefixAlpha1")));

  private AbsentGrpc() {}

  /** Binds every method. */
  public static void bind(GrpcApi grpc, AbsentApi api) {
    for (MethodDescriptor<?, ?> method : DaprGrpc.getServiceDescriptor().getMethods()) {
      METHODS.forEach(
          (block, names) -> {
            if (names.contains(method.getBareMethodName())) {
              bind(grpc, api, method, block);
            }
          });
    }
  }

  private static <P, S> void bind(
      GrpcApi grpc, AbsentApi api, MethodDescriptor<P, S> method, Block block) {
    String name = String.valueOf(method.getBareMethodName());
    Operation<String, Boolean> operation = api.refusing(name, block, version(name));
    if (method.getType() == MethodDescriptor.MethodType.UNARY) {
      grpc.unary(
          method,
          operation,
          AbsentGrpc::component,
          done -> {
            throw new IllegalStateException(name + " always refuses");
          });
    } else {
      Operation<GrpcStream<P, S>, Boolean> stream =
          new Operation<>(
              name, operation.group(), (call, request) -> operation.handler().handle(call, ""));
      grpc.stream(method, stream);
    }
  }

  private static Version version(String method) {
    if (method.endsWith("Alpha1")) {
      return Version.ALPHA1;
    }
    return method.endsWith("Beta1") ? Version.BETA1 : Version.V1;
  }

  /** The component that a request names: these messages call the field {@code name}, if at all. */
  private static <P> String component(P request) {
    Message message = (Message) request;
    FieldDescriptor name = message.getDescriptorForType().findFieldByName("name");
    return name != null && name.getJavaType() == FieldDescriptor.JavaType.STRING
        ? String.valueOf(message.getField(name))
        : "";
  }
}
