package io.todochatbot.sidecar;

import io.todochatbot.resources.GoDuration;
import io.todochatbot.sidecar.app.AppEndpoint;
import io.todochatbot.sidecar.telemetry.Log;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a command line and an environment into options; the messages of its refusals are daprd's.
 */
final class OptionsReader {
  /** A value that can't be read. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether daprd tells it as a failure to parse flags, not as a fatal error of the runtime. */
    private final boolean parsing;

    Invalid(String message, boolean parsing) {
      super(message);
      this.parsing = parsing;
    }

    boolean parsing() {
      return parsing;
    }
  }

  private final CommandLine line;
  private final Map<String, String> environment;

  OptionsReader(CommandLine line, Map<String, String> environment) {
    this.line = line;
    this.environment = environment;
  }

  SidecarOptions read() throws Invalid {
    SidecarOptions.Limits limits = limits();
    String mode = line.text(Flag.MODE);
    if (!mode.equals("standalone") && !mode.equals("kubernetes")) {
      throw new Invalid("invalid mode: " + mode, false);
    }
    return new SidecarOptions(
        line.text(Flag.APP_ID),
        app(),
        ports(),
        limits,
        new SidecarOptions.Shutdown(
            Duration.ofSeconds(line.number(Flag.DAPR_GRACEFUL_SHUTDOWN_SECONDS)), block()),
        new SidecarOptions.Security(
            variable("DAPR_API_TOKEN"), line.text(Flag.ALLOWED_ORIGINS), line.on(Flag.ENABLE_MTLS)),
        new SidecarOptions.Resources(
            folders(),
            line.list(Flag.CONFIG).stream().map(Path::of).toList(),
            line.on(Flag.STRICT),
            mode),
        logging(),
        environment);
  }

  SidecarOptions.Logging logging() throws Invalid {
    String level = line.text(Flag.LOG_LEVEL);
    return new SidecarOptions.Logging(
        Log.Level.of(level)
            .orElseThrow(() -> new Invalid("undefined Log Output Level: " + level, true)),
        line.on(Flag.LOG_AS_JSON),
        Optional.of(line.text(Flag.LOG_FILE)).filter(f -> !f.isEmpty()).map(Path::of),
        line.given(Flag.ENABLE_API_LOGGING).map(given -> line.on(Flag.ENABLE_API_LOGGING)));
  }

  private SidecarOptions.App app() throws Invalid {
    String word = line.text(Flag.APP_PROTOCOL);
    AppEndpoint.Protocol protocol =
        AppEndpoint.Protocol.of(word)
            .orElseThrow(
                () ->
                    new Invalid(
                        "invalid value for 'app-protocol': "
                            + word
                            + " (expected: http, https, h2c, grpc or grpcs)",
                        false));
    if (line.on(Flag.APP_SSL)) {
      protocol = protocol.isHttp() ? AppEndpoint.Protocol.HTTPS : AppEndpoint.Protocol.GRPCS;
    }
    String address = line.text(Flag.APP_CHANNEL_ADDRESS);
    int port = port(Flag.APP_PORT).orElse(0);
    Optional<AppEndpoint> endpoint =
        port == 0
            ? Optional.empty()
            : Optional.of(
                new AppEndpoint(
                    address,
                    port,
                    protocol,
                    variable("APP_API_TOKEN"),
                    line.number(Flag.APP_MAX_CONCURRENCY)));
    return new SidecarOptions.App(
        endpoint, address, protocol, health(), line.list(Flag.DISABLE_INIT_ENDPOINTS));
  }

  private Optional<SidecarOptions.Health> health() {
    if (!line.on(Flag.ENABLE_APP_HEALTH_CHECK)) {
      return Optional.empty();
    }
    return Optional.of(
        new SidecarOptions.Health(
            line.text(Flag.APP_HEALTH_CHECK_PATH),
            Duration.ofSeconds(positive(Flag.APP_HEALTH_PROBE_INTERVAL)),
            Duration.ofMillis(positive(Flag.APP_HEALTH_PROBE_TIMEOUT)),
            positive(Flag.APP_HEALTH_THRESHOLD)));
  }

  /** A number, or the default where it is not positive, as daprd reads its health flags. */
  private int positive(Flag flag) {
    int given = line.number(flag);
    return given > 0 ? given : Integer.parseInt(flag.fallback());
  }

  private SidecarOptions.Ports ports() throws Invalid {
    List<String> addresses = line.list(Flag.DAPR_LISTEN_ADDRESSES);
    return new SidecarOptions.Ports(
        port(Flag.DAPR_HTTP_PORT).orElse(0),
        port(Flag.DAPR_GRPC_PORT).orElse(0),
        port(Flag.DAPR_INTERNAL_GRPC_PORT).orElse(0),
        port(Flag.DAPR_PUBLIC_PORT),
        line.on(Flag.ENABLE_METRICS) ? port(Flag.METRICS_PORT) : Optional.empty(),
        addresses.isEmpty() ? List.of("127.0.0.1") : addresses,
        line.text(Flag.DAPR_INTERNAL_GRPC_LISTEN_ADDRESS),
        line.text(Flag.DAPR_PUBLIC_LISTEN_ADDRESS),
        line.text(Flag.METRICS_LISTEN_ADDRESS));
  }

  private Optional<Integer> port(Flag flag) throws Invalid {
    String text = line.text(flag);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int port;
    try {
      port = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      Invalid invalid =
          new Invalid(
              "error parsing "
                  + flag.text()
                  + " flag: strconv.Atoi: parsing \""
                  + text
                  + "\": invalid syntax",
              false);
      invalid.initCause(e);
      throw invalid;
    }
    if (port < 0 || port > 65535) {
      throw new Invalid(
          "error parsing " + flag.text() + " flag: " + port + " (expected: a port from 0 to 65535)",
          false);
    }
    return Optional.of(port);
  }

  private SidecarOptions.Limits limits() throws Invalid {
    long body = Quantity.bytes(Flag.MAX_BODY_SIZE, line.text(Flag.MAX_BODY_SIZE));
    if (line.given(Flag.MAX_BODY_SIZE).isEmpty()) {
      body = line.number(Flag.DAPR_HTTP_MAX_REQUEST_SIZE) * (1L << 20);
    }
    long header = Quantity.bytes(Flag.READ_BUFFER_SIZE, line.text(Flag.READ_BUFFER_SIZE));
    if (line.given(Flag.READ_BUFFER_SIZE).isEmpty()) {
      header = line.number(Flag.DAPR_HTTP_READ_BUFFER_SIZE) * (1L << 10);
    }
    return new SidecarOptions.Limits(
        body, header <= 0 ? 4096 : (int) Math.min(header, Integer.MAX_VALUE));
  }

  private Optional<Duration> block() {
    return line.given(Flag.DAPR_BLOCK_SHUTDOWN_DURATION).map(GoDuration::parse);
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    line.list(Flag.RESOURCES_PATH).forEach(f -> folders.add(Path.of(f)));
    line.list(Flag.COMPONENTS_PATH).forEach(f -> folders.add(Path.of(f)));
    return folders;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
  }
}
