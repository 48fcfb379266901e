package io.todochatbot.sidecar;

import io.todochatbot.spi.Clock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Collects the options of a sidecar that is embedded in a program or a test. Every option is a flag
 * of daprd; {@link #flag} gives those that have no method of their own. Ports are any free ones
 * unless given, and there is no metrics server unless asked for.
 */
public final class SidecarBuilder {
  private final List<String> arguments =
      new ArrayList<>(
          List.of(
              "--dapr-http-port=0",
              "--dapr-grpc-port=0",
              "--dapr-internal-grpc-port=0",
              "--dapr-internal-grpc-listen-address=127.0.0.1",
              "--enable-metrics=false"));
  private Map<String, String> environment = Map.of();
  private Clock clock = Clock.system();

  SidecarBuilder() {}

  /** The application's id. */
  public SidecarBuilder appId(String appId) {
    return flag("app-id", appId);
  }

  /** The port the application listens on; without it the sidecar serves no application. */
  public SidecarBuilder appPort(int port) {
    return flag("app-port", Integer.toString(port));
  }

  /** The protocol the application speaks: http, https, h2c, grpc or grpcs. */
  public SidecarBuilder appProtocol(String protocol) {
    return flag("app-protocol", protocol);
  }

  /** The port of the HTTP API. */
  public SidecarBuilder httpPort(int port) {
    return flag("dapr-http-port", Integer.toString(port));
  }

  /** The port of the gRPC API. */
  public SidecarBuilder grpcPort(int port) {
    return flag("dapr-grpc-port", Integer.toString(port));
  }

  /** A folder of resources; may be called several times. */
  public SidecarBuilder resources(Path folder) {
    return flag("resources-path", folder.toString());
  }

  /** A Configuration file; may be called several times, later ones win. */
  public SidecarBuilder configuration(Path file) {
    return flag("config", file.toString());
  }

  /** The port of the metrics server. */
  public SidecarBuilder metricsPort(int port) {
    return flag("enable-metrics", "true").flag("metrics-port", Integer.toString(port));
  }

  /** The environment variables that the sidecar and its components see; none by default. */
  public SidecarBuilder environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /**
   * The clock of jobs, expiries, retries and probes; the machine's by default. A test gives a
   * {@link io.todochatbot.spi.VirtualClock}.
   */
  public SidecarBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Any flag of daprd, given without dashes. */
  public SidecarBuilder flag(String name, String value) {
    arguments.add("--" + name + "=" + value);
    return this;
  }

  /**
   * The options collected so far.
   *
   * @throws SidecarFailure if a flag is unknown or its value can't be read
   */
  public SidecarOptions options() {
    try {
      return new OptionsReader(CommandLine.parse(arguments), environment).read();
    } catch (CommandLine.Malformed | OptionsReader.Invalid e) {
      String message = e.getMessage();
      throw new SidecarFailure(message == null ? e.toString() : message, e);
    }
  }

  /**
   * Starts the sidecar.
   *
   * @see Sidecar#start(SidecarOptions)
   */
  public Sidecar start() {
    return start(LogFile.of(options().logging()));
  }

  /** Starts the sidecar with its log going to {@code out}. */
  public Sidecar start(PrintStream out) {
    return Sidecar.start(options(), out, clock);
  }
}
