package io.todochatbot.sidecar.security;

import io.todochatbot.resources.Configuration;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.ErrorDetail;
import io.todochatbot.sidecar.api.Interceptor;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.api.Wire;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps callers to the APIs that the Configuration allows and doesn't deny
 * (https://docs.dapr.io/operations/configuration/api-allowlist/).
 */
public final class ApiLists implements Interceptor {
  private final List<Configuration.ApiRule> allowed;
  private final List<Configuration.ApiRule> denied;

  /** The lists of {@code spec.api}. */
  public ApiLists(Configuration.Api lists) {
    this.allowed = lists.allowed();
    this.denied = lists.denied();
  }

  @Override
  public <R> R around(Operation<?, R> operation, Call call, Supplier<R> next) {
    ApiGroup group = operation.group();
    if (!group.name().isEmpty() && !allows(group, call.wire())) {
      throw call.wire() == Wire.HTTP ? unboundPath() : unimplemented();
    }
    return next.get();
  }

  /**
   * daprd doesn't bind the paths that are not allowed, so they are invocations without an app id;
   * where invocation itself isn't allowed, nothing answers.
   */
  private DaprError unboundPath() {
    return allows(ApiGroup.v1("invoke"), Wire.HTTP)
        ? new DaprError(
            ErrorCode.DIRECT_INVOKE_NO_APP_ID,
            "failed getting app id either from the URL path or the header dapr-app-id")
        : new DaprError(ErrorCode.NOT_ALLOWED, "404 page not found");
  }

  private static DaprError unimplemented() {
    return new DaprError(
        ErrorCode.NOT_ALLOWED,
        "Not Implemented",
        new ErrorDetail.ErrorInfo(
            "Not Implemented",
            Map.of(
                "http.code", "501", "http.error_message", "requested endpoint is not available")));
  }

  private boolean allows(ApiGroup group, Wire wire) {
    if (denied.stream().anyMatch(rule -> covers(rule, group, wire))) {
      return false;
    }
    // a list that says nothing of this wire leaves it open
    boolean open = allowed.stream().noneMatch(rule -> speaksOf(rule, wire));
    return open || allowed.stream().anyMatch(rule -> covers(rule, group, wire));
  }

  private static boolean covers(Configuration.ApiRule rule, ApiGroup group, Wire wire) {
    return speaksOf(rule, wire)
        && rule.name().toLowerCase(Locale.ROOT).equals(group.name())
        && rule.version().equals(group.version().on(wire));
  }

  private static boolean speaksOf(Configuration.ApiRule rule, Wire wire) {
    return rule.protocol().equalsIgnoreCase(wire.name());
  }
}
