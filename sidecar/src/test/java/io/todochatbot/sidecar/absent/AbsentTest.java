package io.todochatbot.sidecar.absent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dapr.v1.DaprActorsProtos;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprJobsProtos;
import io.dapr.v1.DaprWorkflowProtos;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import org.junit.jupiter.api.Test;

class AbsentTest {
  @Test
  void refusesOverHttpAsDaprdDoes() {
    try (Rig rig = Rig.start(Sidecar.builder().appId("x"))) {
      assertThat(Rig.told(rig.get("/v1.0/actors/T/1/state/k")))
          .isEqualTo(
              "400 {\"errorCode\":\"ERR_ACTOR_NO_PLACEMENT\","
                  + "\"message\":\"placement service is not configured\"}");
      assertThat(Rig.told(rig.post("/v1.0-beta1/workflows/dapr/w/start", "{}")))
          .startsWith("400 {\"errorCode\":\"ERR_ACTOR_NO_PLACEMENT\"");
      assertThat(Rig.told(rig.get("/v1.0-alpha1/jobs/j")))
          .startsWith("500 {\"errorCode\":\"DAPR_SCHEDULER_GET_JOB\"")
          .contains("\"metadata\":{")
          .contains("\"namespace\":\"default\"");
      assertThat(Rig.told(rig.post("/v1.0/bindings/b", "{\"operation\":\"create\"}")))
          .contains("couldn't find output binding b");
      assertThat(Rig.told(rig.get("/v1.0/configuration/s")))
          .startsWith("500 {\"errorCode\":\"ERR_CONFIGURATION_STORE_NOT_CONFIGURED\"");
      assertThat(Rig.told(rig.post("/v1.0-alpha1/subtlecrypto/c/sign", "{}"))).startsWith("501 ");
    }
  }

  @Test
  void refusesOverGrpcAsDaprdDoes() {
    try (Rig rig = Rig.start(Sidecar.builder().appId("x"))) {
      DaprGrpc.DaprBlockingStub grpc = rig.grpc();
      assertThatThrownBy(
              () -> grpc.invokeActor(DaprActorsProtos.InvokeActorRequest.getDefaultInstance()))
          .hasMessage("UNAVAILABLE: placement service is not configured");
      assertThatThrownBy(
              () ->
                  grpc.startWorkflowBeta1(
                      DaprWorkflowProtos.StartWorkflowRequest.getDefaultInstance()))
          .hasMessage("UNAVAILABLE: placement service is not configured");
      assertThatThrownBy(
              () ->
                  grpc.getJobAlpha1(DaprJobsProtos.GetJobRequest.newBuilder().setName("j").build()))
          .hasMessage("INTERNAL: failed to get job due to: scheduler clients are disabled");
    }
  }
}
