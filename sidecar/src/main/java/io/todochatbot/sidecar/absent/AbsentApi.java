package io.todochatbot.sidecar.absent;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;

/** What the building blocks without anything behind them answer, once, for every wire. */
public final class AbsentApi {
  /** A building block. */
  enum Block {
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
   * An operation that refuses, whatever its request.
   *
   * @param name the operation's name
   */
  Operation<String, Boolean> refusing(String name, Block block, ApiGroup.Version version) {
    return new Operation<>(
        name,
        new ApiGroup(block.group, version),
        (call, request) -> {
          throw new DaprError(ErrorCode.ACTOR_NO_PLACEMENT, "placement service is not configured");
        });
  }
}
