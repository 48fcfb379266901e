package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A setup that runs: its folder, its apps, its sidecars and what their placeholders stand for. */
final class Stage implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);
  private static final Pattern PART = Pattern.compile("samplingRate: \"?0?\\.\\d*[1-9]");
  private static final Pattern FILE = Pattern.compile("\\{\\{dir}}/[^\"'\\s]+");
  private static final int MAX_BYTES = 64 << 20;

  private final Setup setup;
  private final Target target;
  private final Ports ports;
  private final Path dir;
  private final Values values = new Values();
  private final Map<String, FakeApp> apps = new LinkedHashMap<>();
  private final Map<String, SidecarProcess> sidecars = new HashMap<>();
  private final List<AutoCloseable> others = new ArrayList<>();
  private Optional<Redis> redis = Optional.empty();
  private Optional<ManagedChannel> channel = Optional.empty();

  private Stage(Setup setup, Target target, Ports ports, Path dir) {
    this.setup = setup;
    this.target = target;
    this.ports = ports;
    this.dir = dir;
  }

  /** Starts everything and waits until it is ready, or has ended, or takes too long. */
  static Stage start(Scenario scenario, Target target, Ports ports, Path dir)
      throws IOException, InterruptedException {
    Stage stage = new Stage(scenario.setup(), target, ports, dir);
    try {
      stage.choosePorts();
      stage.startApps(new InitialAnswers(scenario));
      stage.startRedis();
      stage.writeFiles();
      if (Intervention.takesHttpPort(scenario)) {
        int taken = Integer.parseInt(stage.values.fill("{{httpPort}}"));
        stage.others.add(new ServerSocket(taken, 1, InetAddress.getLoopbackAddress()));
      }
      for (Setup.SidecarSpec spec : scenario.setup().sidecars()) {
        stage.startSidecar(spec);
      }
      return stage;
    } catch (IOException | InterruptedException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  Values values() {
    return values;
  }

  Map<String, FakeApp> apps() {
    return apps;
  }

  SidecarProcess sidecar(String name) {
    SidecarProcess process = sidecars.get(name);
    if (process == null) {
      throw new IllegalArgumentException("no sidecar " + name + " in setup " + setup.id());
    }
    return process;
  }

  Optional<Redis> redis() {
    return redis;
  }

  int port(String text) {
    return Integer.parseInt(values.fill(text));
  }

  /** The SQLite file that the setup names first. */
  Path database() {
    String yaml = String.join("\n", setup.main().components()) + setup.main().config().orElse("");
    var file = FILE.matcher(yaml);
    while (file.find()) {
      if (!setup.files().containsKey(file.group().substring("{{dir}}/".length()))) {
        return Path.of(values.fill(file.group()));
      }
    }
    throw new IllegalArgumentException("setup " + setup.id() + " names no database");
  }

  /** Whether the configuration asks for a part of the traces only. */
  boolean samplesAtRandom() {
    return setup.main().config().filter(yaml -> PART.matcher(yaml).find()).isPresent();
  }

  /** The components that the main sidecar was given. */
  List<String> components() {
    return setup.main().components();
  }

  /** Whether nothing of the recording's control plane is missing. */
  boolean isWhole() {
    return setup.main().args().stream().noneMatch("--placement-host-address"::equals);
  }

  ManagedChannel channel() {
    if (channel.isEmpty()) {
      channel =
          Optional.of(
              NettyChannelBuilder.forAddress("127.0.0.1", port("{{grpcPort}}"))
                  .usePlaintext()
                  .maxInboundMessageSize(MAX_BYTES)
                  .build());
    }
    return channel.get();
  }

  /** One more sidecar of the main one's resources, printing plain text and stopped when ready. */
  List<LogLine> plainRun() throws IOException, InterruptedException {
    String name = "plain";
    chooseSidecarPorts(name);
    List<String> command = new ArrayList<>(target.command());
    command.addAll(
        List.of("--app-id", "x", "--resources-path", dir.resolve("res-" + Setup.MAIN).toString()));
    command.addAll(portFlags(name));
    try (SidecarProcess plain = SidecarProcess.start(command, Map.of(), dir, name)) {
      awaitReady(plain, name);
      plain.terminate();
      var ended = plain.exitCode(START);
      return ended.isPresent() ? plain.lines() : List.of();
    }
  }

  @Override
  public void close() {
    channel.ifPresent(ManagedChannel::shutdownNow);
    sidecars.values().forEach(SidecarProcess::close);
    apps.values().forEach(FakeApp::close);
    redis.ifPresent(Redis::close);
    for (AutoCloseable other : others) {
      try {
        other.close();
      } catch (Exception ignored) {
        // A socket that only kept a port busy.
      }
    }
    channel.ifPresent(this::awaitEnd);
  }

  private void awaitEnd(ManagedChannel ending) {
    try {
      boolean ended = ending.awaitTermination(1, TimeUnit.SECONDS);
      if (!ended) {
        values.put("channel", "left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void choosePorts() {
    values.put("dir", dir.toString());
    setup.sidecars().forEach(sidecar -> chooseSidecarPorts(sidecar.name()));
  }

  private void chooseSidecarPorts(String sidecar) {
    for (String port :
        List.of("httpPort", "grpcPort", "internalGrpcPort", "publicPort", "metricsPort")) {
      values.put(named(port, sidecar), free());
    }
  }

  private String free() {
    return String.valueOf(ports.free());
  }

  private static String named(String value, String owner) {
    return owner.equals(Setup.MAIN) ? value : value + ":" + owner;
  }

  private void writeFiles() throws IOException {
    for (var file : setup.files().entrySet()) {
      Files.writeString(dir.resolve(file.getKey()), values.fill(file.getValue()));
    }
  }

  private void startRedis() throws IOException, InterruptedException {
    boolean named =
        setup.main().components().stream().anyMatch(yaml -> yaml.contains("{{redisPort}}"));
    if (named && target.redisServer().isPresent()) {
      redis = Optional.of(Redis.start(target.redisServer().get(), ports.free(), dir));
      values.put("redisPort", String.valueOf(redis.get().port()));
    }
  }

  private void startApps(InitialAnswers initial) {
    setup.apps().forEach((name, spec) -> apps.put(name, startApp(spec, initial)));
    apps.forEach((name, app) -> values.put(named("appPort", name), String.valueOf(app.port())));
  }

  /** Somebody else may have taken a port that was just free: then another. */
  private FakeApp startApp(JsonNode spec, InitialAnswers initial) {
    boolean grpc = spec.path("protocol").asText().equals("grpc");
    for (int tries = 0; ; tries++) {
      try {
        return grpc
            ? new FakeGrpcApp(initial.of(spec), ports.free())
            : new FakeHttpApp(spec, ports.free());
      } catch (UncheckedIOException e) {
        if (tries == 3) {
          throw e;
        }
      }
    }
  }

  private void startSidecar(Setup.SidecarSpec spec) throws IOException, InterruptedException {
    Map<String, String> env = new HashMap<>();
    spec.env().forEach((key, value) -> env.put(key, values.fill(value)));
    List<String> command = new ArrayList<>(target.command());
    if (spec.appId().isPresent()) {
      command.addAll(flags(spec));
    }
    spec.args().forEach(arg -> command.add(values.fill(arg)));
    SidecarProcess process = SidecarProcess.start(command, env, dir, spec.name());
    sidecars.put(spec.name(), process);
    if (spec.appId().isPresent()) {
      awaitReady(process, spec.name());
    }
  }

  private List<String> flags(Setup.SidecarSpec spec) throws IOException {
    List<String> flags = new ArrayList<>(List.of("--app-id", spec.appId().orElseThrow()));
    Path resources = Files.createDirectories(dir.resolve("res-" + spec.name()));
    int number = 0;
    for (String component : spec.components()) {
      Files.writeString(
          resources.resolve(String.format("c%02d.yaml", number++)), values.fill(component));
    }
    flags.addAll(List.of("--resources-path", resources.toString()));
    if (spec.config().isPresent()) {
      Path config = dir.resolve("config-" + spec.name() + ".yaml");
      Files.writeString(config, values.fill(spec.config().get()));
      flags.addAll(List.of("--config", config.toString()));
    }
    spec.app().ifPresent(app -> flags.addAll(appFlags(app)));
    flags.addAll(portFlags(spec.name()));
    flags.addAll(List.of("--log-level", "debug", "--log-as-json"));
    return flags;
  }

  private List<String> appFlags(String app) {
    String protocol =
        setup.apps().getOrDefault(app, Json.MAPPER.nullNode()).path("protocol").asText("http");
    return List.of(
        "--app-port", values.fill("{{" + named("appPort", app) + "}}"), "--app-protocol", protocol);
  }

  private List<String> portFlags(String sidecar) {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("--dapr-http-port", "httpPort");
    flags.put("--dapr-grpc-port", "grpcPort");
    flags.put("--dapr-internal-grpc-port", "internalGrpcPort");
    flags.put("--dapr-public-port", "publicPort");
    flags.put("--metrics-port", "metricsPort");
    List<String> words = new ArrayList<>();
    flags.forEach(
        (flag, port) ->
            words.addAll(List.of(flag, values.fill("{{" + named(port, sidecar) + "}}"))));
    words.addAll(
        List.of("--dapr-listen-addresses", "127.0.0.1", "--dapr-graceful-shutdown-seconds", "1"));
    return words;
  }

  /** Outbound health first, as the recorder did; then the app's side too, where it comes. */
  private void awaitReady(SidecarProcess process, String name) throws InterruptedException {
    int port = port("{{" + named("httpPort", name) + "}}");
    long end = System.nanoTime() + START.toNanos();
    for (String path : List.of("/v1.0/healthz/outbound", "/v1.0/healthz")) {
      while (process.isAlive() && System.nanoTime() < end && HttpClient.status(port, path) != 204) {
        Thread.sleep(Duration.ofMillis(20));
      }
    }
  }
}
