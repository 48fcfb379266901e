package io.todochatbot.conformance.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.todochatbot.conformance.endtoend.Launcher.Ended;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/sidecar} starts wherever and by whomever it is called. */
final class SidecarLauncherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HERE = Launcher.root().resolve("bin/sidecar").toString();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void withAnEmptyEnvironmentItStartsAnywhereAndEndsWithZeroAfter(String signal) throws Exception {
    try (Started sidecar = start("env", "-i", HERE)) {
      sidecar.awaitHealthy();

      sidecar.endBy(signal);
    }
  }

  @Test
  void startsThroughSymbolicLinks() throws Exception {
    Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), Path.of(HERE));
    Path relative = Files.createSymbolicLink(folder.resolve("relative"), absolute.getFileName());

    try (Started sidecar = start("./" + relative.getFileName())) {
      sidecar.awaitHealthy();

      sidecar.endBy("TERM");
    }
  }

  @Test
  void twoStartAtOnceWithoutTheirCacheAndWriteNone() throws Exception {
    Tree tree = Tree.copy(folder.resolve("tree"));
    tree.removeCaches();
    List<Path> before = tree.files();
    String copy = tree.root().resolve("bin/sidecar").toString();

    try (Started one = start(copy);
        Started other = start(copy)) {
      one.awaitHealthy();
      other.awaitHealthy();

      one.endBy("TERM");
      other.endBy("TERM");
    }
    assertThat(tree.files()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void startsFromATreeThatNobodyCanWriteToAsAnotherUser() throws Exception {
    Tree tree = Tree.copy(folder.resolve("tree"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    tree.makeReadOnly();
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv of util-linux");
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.addAll(List.of("env", "-i", tree.root().resolve("bin/sidecar").toString()));

    try (Started sidecar = start(command.toArray(String[]::new))) {
      sidecar.awaitHealthy();

      sidecar.endBy("INT");
    } finally {
      tree.makeWritable();
    }
  }

  @Test
  void anInterruptReachesItInTheBackgroundOfAScript() throws Exception {
    Path pid = folder.resolve("pid");
    try (Started sidecar =
        start("sh", "-c", "\"$@\" & echo $! >\"$0\"; wait $!", pid.toString(), HERE)) {
      sidecar.awaitHealthy();

      Launcher.signal("INT", Long.parseLong(Files.readString(pid).strip()));

      assertThat(Launcher.exitCode(sidecar.process())).isZero();
    }
  }

  @Test
  void anUnknownFlagIsNamed() throws Exception {
    Ended ended = Launcher.run(Launcher.command(HERE, List.of("--app-idd=x")));

    assertThat(ended.code()).isNotZero();
    assertThat(ended.out() + ended.err()).contains("app-idd");
  }

  @Test
  void aTreeThatIsNotBuiltSaysHowToBuildIt() throws Exception {
    Tree tree = Tree.copy(folder.resolve("tree"));
    Files.delete(tree.root().resolve("todo-cli/target/dist/sidecar/current"));

    Ended ended =
        Launcher.run(
            Launcher.command(tree.root().resolve("bin/sidecar").toString(), List.of("--app-id=x")));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err()).contains("todo version");
  }

  private Started start(String... program) throws IOException {
    List<Integer> ports = freePorts();
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(
        List.of(
            "--app-id=launched",
            "--dapr-http-port=" + ports.get(0),
            "--dapr-grpc-port=" + ports.get(1),
            "--dapr-internal-grpc-port=" + ports.get(2),
            "--metrics-port=" + ports.get(3),
            "--dapr-listen-addresses=127.0.0.1"));
    Path log = Files.createTempFile(folder, "sidecar", ".log");
    ProcessBuilder builder =
        Launcher.command(words.getFirst(), words.subList(1, words.size()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    return new Started(builder.start(), ports.getFirst(), log);
  }

  private static List<Integer> freePorts() throws IOException {
    try (ServerSocket a = new ServerSocket(0);
        ServerSocket b = new ServerSocket(0);
        ServerSocket c = new ServerSocket(0);
        ServerSocket d = new ServerSocket(0)) {
      return List.of(a.getLocalPort(), b.getLocalPort(), c.getLocalPort(), d.getLocalPort());
    }
  }

  private record Started(Process process, int port, Path log) implements AutoCloseable {
    void awaitHealthy() {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1.0/healthz")).build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        Awaitility.await()
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(IOException.class)
            .failFast(() -> assertThat(process.isAlive()).describedAs(said()).isTrue())
            .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 204);
      }
    }

    void endBy(String signal) throws IOException, InterruptedException {
      Launcher.signal(signal, process.pid());
      assertThat(Launcher.exitCode(process)).describedAs(said()).isZero();
    }

    private String said() throws IOException {
      return Files.readString(log);
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
