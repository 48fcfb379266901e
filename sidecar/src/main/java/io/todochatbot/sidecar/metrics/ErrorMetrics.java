package io.todochatbot.sidecar.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Interceptor;
import io.todochatbot.sidecar.api.Operation;
import java.util.function.Supplier;

/**
 * Counts refusals by their code: {@code dapr_error_code_total}, which Dapr's {@code
 * spec.metrics.recordErrorCodes} switches on. Safe for concurrent use.
 */
final class ErrorMetrics implements Interceptor {
  private final String appId;
  private final boolean records;
  private final Family<CounterDataPoint> counts;

  /** Has counted nothing; {@code records} tells whether it counts at all. */
  ErrorMetrics(String appId, boolean records, Families families) {
    this.appId = appId;
    this.records = records;
    this.counts =
        families.count(
            "error_code_total",
            "Total number of times an error with a specific error code was encountered.",
            "app_id",
            "category",
            "error_code");
  }

  @Override
  public <R> R around(Operation<?, R> operation, Call call, Supplier<R> next) {
    try {
      return next.get();
    } catch (DaprError e) {
      count(e.code());
      throw e;
    }
  }

  private void count(ErrorCode code) {
    // refusals in plain text have no code that could be counted
    if (records && !code.text().isEmpty()) {
      counts.at(appId, code.category(), code.text()).inc();
    }
  }
}
