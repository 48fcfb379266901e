package io.todochatbot.sidecar.telemetry;

import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Interceptor;
import io.todochatbot.sidecar.api.Operation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Counts refusals by their code: {@code dapr_error_code_total}, which Dapr's {@code
 * spec.metrics.recordErrorCodes} switches on. Safe for concurrent use.
 */
public final class ErrorMeter implements Interceptor {
  private static final String NAME = "dapr_error_code_total";

  private final String appId;
  private final boolean records;
  private final ConcurrentMap<Counted, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * A meter that has counted nothing.
   *
   * @param appId the label {@code app_id}
   * @param records whether it counts at all
   */
  public ErrorMeter(String appId, boolean records) {
    this.appId = appId;
    this.records = records;
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

  /** The counters in Prometheus' text format; nothing before the first refusal. */
  public String text() {
    if (counts.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(256);
    text.append("# HELP ").append(NAME).append(" Number of times an error with a code occurred.\n");
    text.append("# TYPE ").append(NAME).append(" counter\n");
    for (Map.Entry<Counted, LongAdder> count : counts.entrySet()) {
      text.append(NAME).append("{app_id=\"").append(escaped(appId));
      text.append("\",category=\"").append(count.getKey().category());
      text.append("\",error_code=\"").append(count.getKey().code()).append("\"} ");
      text.append(count.getValue().sum()).append('\n');
    }
    return text.toString();
  }

  private void count(ErrorCode code) {
    // refusals in plain text have no code that could be counted
    if (records && !code.text().isEmpty()) {
      counts
          .computeIfAbsent(new Counted(code.category(), code.text()), c -> new LongAdder())
          .increment();
    }
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private record Counted(String category, String code) {}
}
