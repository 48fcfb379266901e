package io.todochatbot.sidecar;

import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.component.ComponentRegistry;
import io.todochatbot.sidecar.component.SettingsReader;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.jobs.AppTrigger;
import io.todochatbot.sidecar.jobs.EmbeddedScheduler;
import io.todochatbot.sidecar.jobs.JobsApi;
import io.todochatbot.sidecar.jobs.JobsGrpc;
import io.todochatbot.sidecar.jobs.JobsHttp;
import io.todochatbot.sidecar.jobs.NoScheduler;
import io.todochatbot.sidecar.jobs.Scheduler;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.JobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The jobs of one sidecar's application: the API always, and the embedded scheduler where the
 * Configuration's feature {@value #FEATURE} asks for it.
 */
final class Jobs implements AutoCloseable {
  private static final String FEATURE = "EmbeddedScheduler";

  /** The file of the jobs; all sidecars of the machine may share one. */
  private static final String FILE = "DAPR_JOBS_FILE";

  /** What happens with turns that nobody could take: {@code all}, or only the {@code last}. */
  private static final String MISSED = "DAPR_JOBS_MISSED";

  private static final String TYPE = "jobs.sqlite";

  private final Blocks.Parts parts;
  private final Log log;
  private final boolean embedded;
  private volatile Scheduler scheduler = new NoScheduler();

  /** Binds the API; the scheduler comes with {@link #open}. */
  Jobs(Blocks.Parts parts, HttpApi http, GrpcApi grpc) {
    this.parts = parts;
    this.log = parts.log().scope("dapr.runtime.scheduler");
    this.embedded = parts.loaded().configuration().enabled(FEATURE);
    SidecarOptions options = parts.options();
    JobsApi api = new JobsApi(options.appId(), options.namespace(), () -> scheduler);
    JobsHttp.bind(http, api);
    JobsGrpc.bind(grpc, api);
  }

  /**
   * Opens the embedded scheduler, if there is to be one.
   *
   * @throws IOException if its jobs can't be had
   */
  void open() throws IOException {
    if (!embedded) {
      log.info("Scheduler disabled");
      return;
    }
    String namespace = parts.options().namespace();
    try {
      String file = file();
      scheduler =
          new EmbeddedScheduler(
              store(file),
              new JobStore.Owner(
                  namespace.isEmpty() ? "default" : namespace, parts.options().appId()),
              skipsMissed(),
              parts.clock(),
              log);
      log.info("Embedded scheduler keeps its jobs in " + file);
    } catch (ComponentException e) {
      throw new IOException("the embedded scheduler can't start: " + e.getMessage(), e);
    }
  }

  /** Triggers jobs of the application from now on. */
  void start(AppChannel app) {
    scheduler.start(new AppTrigger(app, parts.metrics().components(), log));
  }

  /** Triggers no job any more until it is started again. */
  void stop() {
    scheduler.stop();
  }

  /** Takes no turn any more and waits for those under way; the API still answers. */
  void drain() {
    scheduler.drain();
  }

  @Override
  public void close() {
    scheduler.close();
  }

  private JobStore store(String file) {
    ComponentContext context =
        new ComponentContext(
            "jobs",
            parts.options().appId(),
            parts.options().namespace(),
            "",
            parts.clock(),
            Map.of("connectionString", file),
            log.asSystemLogger());
    return ComponentRegistry.ofClassPath()
        .find(TYPE, "v1")
        .map(provider -> provider.create(new SettingsReader(context.metadata()), context))
        .filter(JobStore.class::isInstance)
        .map(JobStore.class::cast)
        .orElseThrow(() -> new ComponentException("couldn't find the store " + TYPE + "/v1"));
  }

  private String file() {
    Map<String, String> environment = parts.options().environment();
    String given = environment.getOrDefault(FILE, "");
    String home = environment.getOrDefault("HOME", "");
    if (given.isEmpty() && home.isEmpty()) {
      throw new ComponentException("set " + FILE + " to the path of the file that is to keep jobs");
    }
    return given.isEmpty() ? Path.of(home, ".dapr", "jobs.db").toString() : given;
  }

  private boolean skipsMissed() {
    String missed = parts.options().environment().getOrDefault(MISSED, "all");
    return switch (missed) {
      case "all" -> false;
      case "last" -> true;
      default ->
          throw new ComponentException(
              MISSED + ": \"" + missed + "\" (expected: all, or last to skip those before it)");
    };
  }
}
