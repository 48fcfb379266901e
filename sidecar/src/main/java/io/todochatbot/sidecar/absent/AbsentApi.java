package io.todochatbot.sidecar.absent;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;

/** What the building blocks without anything behind them answer, once, for every wire. */
public final class AbsentApi {
  /** A building block, or the part of one whose refusal differs. */
  enum Block {
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
    WORKFLOWS("workflows");

    private final String group;

    Block(String group) {
      this.group = group;
    }
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
    };
  }
}
