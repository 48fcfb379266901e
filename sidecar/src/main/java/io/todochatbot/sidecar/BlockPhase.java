package io.todochatbot.sidecar;

import io.todochatbot.resources.GoDuration;
import io.todochatbot.sidecar.telemetry.Log;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time between the signal to end and the end itself ({@code --dapr-block-shutdown-duration}):
 * the application gets no further message, but may call the sidecar as before.
 */
final class BlockPhase {
  private final Log log;
  private final CompletableFuture<String> over = new CompletableFuture<>();

  BlockPhase(Log log) {
    this.log = log;
  }

  /** Returns once the application is unhealthy, the time is over or {@link #cut} is called. */
  void run(Duration longest, Blocks blocks) {
    log.info(
        "Blocking graceful shutdown for "
            + GoDuration.format(longest)
            + " or until app reports unhealthy...");
    blocks.stopIntake();
    blocks.whenUnhealthy(() -> over.complete("App reported unhealthy, entering shutdown..."));
    over.completeOnTimeout(
        "Block shutdown period expired, entering shutdown...",
        longest.toMillis(),
        TimeUnit.MILLISECONDS);
    log.info(over.join());
  }

  /** Ends the phase, or the one to come, at once. */
  void cut() {
    over.complete("Block shutdown period cut short, entering shutdown...");
  }
}
