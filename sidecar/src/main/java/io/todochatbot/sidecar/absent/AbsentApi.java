package io.todochatbot.sidecar.absent;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.ErrorDetail;
import io.todochatbot.sidecar.api.Operation;
import java.util.Map;

/** What the building blocks without anything behind them answer, once, for every wire. */
public final class AbsentApi {
  /** A building block, or the part of one whose refusal differs. */
  enum Block {
    /** Output bindings. */
    BINDINGS("bindings"),
    /** Configuration stores. */
    CONFIGURATION("configuration"),
    /** Locks: taking one. */
    LOCK("lock"),
    /** Locks: giving one back. */
    UNLOCK("unlock"),
    /** Encryption of streams. */
    CRYPTO("crypto"),
    /** Cryptography's single steps. */
    SUBTLE_CRYPTO("subtlecrypto"),
    /** Actors, their state, timers and reminders. */
    ACTORS("actors"),
    /** Workflows, which are made of actors. */
    WORKFLOWS("workflows"),
    /** Jobs: making one. */
    SCHEDULE_JOB("jobs"),
    /** Jobs: reading one. */
    GET_JOB("jobs"),
    /** Jobs: reading all. */
    LIST_JOBS("jobs"),
    /** Jobs: taking away one or several. */
    DELETE_JOB("jobs");

    private final String group;

    Block(String group) {
      this.group = group;
    }
  }

  private final String appId;
  private final String namespace;

  /** The refusals of the sidecar of that application. */
  public AbsentApi(String appId, String namespace) {
    this.appId = appId;
    this.namespace = namespace.isEmpty() ? "default" : namespace;
  }

  /**
   * An operation that refuses; its request is the component's name.
   *
   * @param name the operation's name
   */
  Operation<String, Boolean> refusing(String name, Block block, ApiGroup.Version version) {
    return new Operation<>(
        name,
        new ApiGroup(block.group, version),
        (call, component) -> {
          throw refusal(block, component);
        });
  }

  /** The refusal of an operation on the component of that name. */
  DaprError refusal(Block block, String component) {
    return switch (block) {
      case BINDINGS ->
          new DaprError(
              ErrorCode.INVOKE_OUTPUT_BINDING,
              "error invoking output binding "
                  + component
                  + ": couldn't find output binding "
                  + component);
      case CONFIGURATION ->
          new DaprError(
              ErrorCode.CONFIGURATION_STORE_NOT_CONFIGURED, "configuration stores not configured");
      case LOCK, UNLOCK ->
          new DaprError(ErrorCode.LOCK_STORE_NOT_CONFIGURED, "lock store is not configured");
      case CRYPTO ->
          new DaprError(
              ErrorCode.CRYPTO_PROVIDERS_NOT_CONFIGURED, "crypto providers not configured");
      case SUBTLE_CRYPTO ->
          new DaprError(ErrorCode.API_UNIMPLEMENTED, "this API is currently not implemented");
      case ACTORS, WORKFLOWS ->
          new DaprError(ErrorCode.ACTOR_NO_PLACEMENT, "placement service is not configured");
      case SCHEDULE_JOB -> job(ErrorCode.SCHEDULER_SCHEDULE_JOB, "schedule job");
      case GET_JOB -> job(ErrorCode.SCHEDULER_GET_JOB, "get job");
      case LIST_JOBS -> job(ErrorCode.SCHEDULER_LIST_JOBS, "list jobs");
      case DELETE_JOB -> job(ErrorCode.SCHEDULER_DELETE_JOB, "delete job");
    };
  }

  private DaprError job(ErrorCode code, String what) {
    return new DaprError(
        code,
        "failed to " + what + " due to: scheduler clients are disabled",
        new ErrorDetail.ErrorInfo(code.text(), Map.of("appID", appId, "namespace", namespace)));
  }
}
