package io.todochatbot.sidecar;

import io.todochatbot.sidecar.app.AppEndpoint;
import io.todochatbot.sidecar.telemetry.Log;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a sidecar is told at start: daprd's flags and environment as values. {@link
 * Sidecar#builder} fills one from code, {@link Main} from a command line.
 *
 * @param appId the application's id ({@code --app-id})
 * @param app the application
 * @param ports where the sidecar listens
 * @param limits what it takes at most
 * @param shutdown how it ends
 * @param security tokens and origins
 * @param resources what it loads
 * @param logging how it logs
 * @param environment the environment variables that components and name resolution may read
 */
public record SidecarOptions(
    String appId,
    App app,
    Ports ports,
    Limits limits,
    Shutdown shutdown,
    Security security,
    Resources resources,
    Logging logging,
    Map<String, String> environment) {
  /** Copies the map. */
  public SidecarOptions {
    environment = Map.copyOf(environment);
  }

  /**
   * Options from a command line and an environment, as {@link Main} reads them.
   *
   * @throws IllegalArgumentException if a flag is unknown or its value can't be read
   */
  public static SidecarOptions of(List<String> flags, Map<String, String> environment) {
    try {
      return new OptionsReader(CommandLine.parse(flags), environment).read();
    } catch (CommandLine.Malformed | OptionsReader.Invalid e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The namespace ({@code NAMESPACE}); empty if there is none. */
  public String namespace() {
    return environment.getOrDefault("NAMESPACE", "");
  }

  /**
   * The application.
   *
   * @param endpoint where it listens; empty if the sidecar serves no application
   * @param channelAddress the host it would listen on, as the metadata API shows it
   * @param protocol the protocol it speaks
   * @param health how its health is checked; empty if it is not
   * @param skippedInitEndpoints the calls at start that are left out: {@code config}, {@code
   *     subscribe}
   */
  public record App(
      Optional<AppEndpoint> endpoint,
      String channelAddress,
      AppEndpoint.Protocol protocol,
      Optional<Health> health,
      List<String> skippedInitEndpoints) {
    /** Copies the list. */
    public App {
      skippedInitEndpoints = List.copyOf(skippedInitEndpoints);
    }
  }

  /**
   * How the application's health is checked.
   *
   * @param path the path that is asked, HTTP only
   * @param interval the time between two probes
   * @param timeout how long a probe may take
   * @param threshold how many failures in a row make it unhealthy
   */
  public record Health(String path, Duration interval, Duration timeout, int threshold) {}

  /**
   * Where the sidecar listens; port 0 is any free one.
   *
   * @param http the HTTP API's port
   * @param grpc the gRPC API's port
   * @param internalGrpc the port other sidecars call
   * @param publicPort the port of public health and metadata; empty for none
   * @param metrics the metrics server's port; empty for none
   * @param addresses the addresses of the APIs
   * @param internalAddress the address other sidecars call; empty for all
   * @param publicAddress the address of public health and metadata; empty for all
   * @param metricsAddress the metrics server's address; empty for all
   */
  public record Ports(
      int http,
      int grpc,
      int internalGrpc,
      Optional<Integer> publicPort,
      Optional<Integer> metrics,
      List<String> addresses,
      String internalAddress,
      String publicAddress,
      String metricsAddress) {
    /** Copies the list. */
    public Ports {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * What the sidecar takes at most.
   *
   * @param maxBodyBytes the longest request body; 0 or less for no limit
   * @param maxHeaderBytes the longest header block
   */
  public record Limits(long maxBodyBytes, int maxHeaderBytes) {}

  /**
   * How the sidecar ends.
   *
   * @param grace how long what is under way may take
   * @param block how long shutdown waits for the application to report unhealthy; empty for not at
   *     all
   */
  public record Shutdown(Duration grace, Optional<Duration> block) {}

  /**
   * Tokens and origins.
   *
   * @param apiToken what callers of the API must send ({@code DAPR_API_TOKEN})
   * @param allowedOrigins the origins browsers may call from; a comma list; empty means CORS is off
   * @param mtls whether sidecars speak mTLS with each other
   */
  public record Security(Optional<String> apiToken, String allowedOrigins, boolean mtls) {}

  /**
   * What the sidecar loads.
   *
   * @param folders the folders of resources ({@code --resources-path})
   * @param configurations the configuration files ({@code --config}), later ones win
   * @param strict whether a resource that is wrong in any way keeps the sidecar from starting
   * @param mode {@code standalone} or {@code kubernetes}
   */
  public record Resources(
      List<Path> folders, List<Path> configurations, boolean strict, String mode) {
    /** Copies the lists. */
    public Resources {
      folders = List.copyOf(folders);
      configurations = List.copyOf(configurations);
    }
  }

  /**
   * How the sidecar logs.
   *
   * @param level the least grave level that is written
   * @param json whether lines are JSON objects
   * @param file the file the log goes to; empty for standard output
   * @param apiCalls whether every call of the API is logged; empty if the Configuration decides
   */
  public record Logging(
      Log.Level level, boolean json, Optional<Path> file, Optional<Boolean> apiCalls) {}
}
