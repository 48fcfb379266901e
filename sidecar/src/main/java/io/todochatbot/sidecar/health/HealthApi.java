package io.todochatbot.sidecar.health;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What Dapr's health and shutdown APIs do, once, for every wire. */
public final class HealthApi {
  /** How a sidecar is told to end. */
  @FunctionalInterface
  public interface Ending {
    /**
     * Begins to end the sidecar and returns at once.
     *
     * @param force whether it ends without letting anything finish
     */
    void begin(boolean force);
  }

  final Operation<Optional<String>, Boolean> ready =
      new Operation<>("Healthz", ApiGroup.ALWAYS, true, this::ready);
  final Operation<Boolean, Boolean> outbound =
      new Operation<>("HealthzOutbound", ApiGroup.ALWAYS, true, this::outbound);
  final Operation<Boolean, Boolean> shutdown =
      new Operation<>("Shutdown", ApiGroup.v1("shutdown"), this::shutdown);

  private final String appId;
  private final BooleanSupplier isReady;
  private final BooleanSupplier isOutboundReady;
  private final Ending ending;

  /**
   * The health API.
   *
   * @param isReady whether the sidecar and its application are up
   * @param isOutboundReady whether the application may call the sidecar already
   */
  public HealthApi(
      String appId, BooleanSupplier isReady, BooleanSupplier isOutboundReady, Ending ending) {
    this.appId = appId;
    this.isReady = isReady;
    this.isOutboundReady = isOutboundReady;
    this.ending = ending;
  }

  private boolean ready(Call call, Optional<String> expectedAppId) {
    if (!isReady.getAsBoolean()) {
      throw new DaprError(
          ErrorCode.HEALTH_NOT_READY, "dapr is not ready: [app, or a component, is not ready yet]");
    }
    if (expectedAppId.isPresent() && !expectedAppId.get().equals(appId)) {
      throw new DaprError(ErrorCode.HEALTH_APPID_NOT_MATCH, "dapr app-id does not match");
    }
    return true;
  }

  private boolean outbound(Call call, Boolean request) {
    if (!isOutboundReady.getAsBoolean()) {
      throw new DaprError(ErrorCode.OUTBOUND_HEALTH_NOT_READY, "dapr outbound is not ready");
    }
    return true;
  }

  private boolean shutdown(Call call, Boolean request) {
    ending.begin(call.header("dapr-force-shutdown").filter("true"::equalsIgnoreCase).isPresent());
    return true;
  }
}
