package io.todochatbot.conformance.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.conformance.endtoend.Launcher.Ended;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code ./todo up} stops, and how it says that it can't start. */
final class UpTest {
  @TempDir private Path folder;

  @Test
  void aSignalStopsItInOrderAndKeepsWhatWasSaid() throws Exception {
    try (Up up = Up.start(folder, List.of());
        Api api = up.api()) {
      assertThat(api.app("POST", "/tasks", "{\"title\": \"survive\"}").status()).isEqualTo(201);

      assertThat(up.interrupt()).isZero();

      assertThat(up.readyFile()).doesNotExist();
      assertThat(folder.resolve("data/ready.json")).doesNotExist();
      assertThat(up.out().lines()).hasSize(1);
    }
    try (Up up = Up.start(folder, List.of());
        Api api = up.api()) {
      assertThat(api.app("GET", "/tasks", "").body()).contains("survive");

      Launcher.signal("TERM", up.process().pid());

      assertThat(Launcher.exitCode(up.process())).isZero();
      assertThat(up.readyFile()).doesNotExist();
    }
  }

  @Test
  void anInterruptOfTheWholeGroupStopsAllSixProcessesInOrder() throws Exception {
    // setsid gives the processes a group of their own, as a shell with job control does.
    try (Up up = Up.start(folder, List.of("--separate"), "setsid")) {
      List<ProcessHandle> children = up.process().descendants().toList();

      Launcher.signal("INT", -up.process().pid());

      assertThat(Launcher.exitCode(up.process())).isZero();
      Awaitility.await()
          .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalReachesItInTheBackgroundOfAScript(String signal) throws Exception {
    // Without job control a shell starts what it puts in the background with SIGINT ignored.
    List<String> script = List.of("sh", "-c", "\"$@\" & echo $! >\"$0\"; wait $!");
    Path pid = folder.resolve("pid");
    List<String> inBackground = new ArrayList<>(script);
    inBackground.add(pid.toString());
    try (Up up = Up.start(folder, List.of(), inBackground.toArray(String[]::new))) {
      Launcher.signal(signal, Long.parseLong(Files.readString(pid).strip()));

      assertThat(Launcher.exitCode(up.process())).isZero();
      assertThat(up.readyFile()).doesNotExist();
    }
  }

  @Test
  void twoOnOneMachineDoNotMixUpTheirServices() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (Up here = Up.start(folder, List.of());
        Up there = Up.start(other, List.of());
        Api hereApi = here.api();
        Api thereApi = there.api()) {
      for (int i = 0; i < 6; i++) {
        assertThat(hereApi.app("POST", "/tasks", "{\"title\": \"here\"}").status()).isEqualTo(201);
        assertThat(thereApi.app("GET", "/tasks", "").json().path("count").asInt(-1)).isZero();
      }
    }
  }

  @Test
  void aSecondOneOnTheSameDataIsRefused() throws Exception {
    try (Up up = Up.start(folder, List.of())) {
      Ended second = Launcher.run(Launcher.todo(Up.arguments(folder, List.of())));

      assertFailed(second, "another todo up (process " + up.process().pid() + ")", "--data");
      assertThat(up.readyFile()).exists();
      assertThat(up.process().isAlive()).isTrue();
    }
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Ended page =
          Launcher.run(
              Launcher.todo("up", "--port=" + port, "--sidecar-port=0", "--data=" + folder));

      assertFailed(page, port, "--port");
    }
  }

  @Test
  void dataThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    Ended ended =
        Launcher.run(Launcher.todo("up", "--port=0", "--sidecar-port=0", "--data=" + file));

    assertFailed(ended, file.toString(), "--data");
    assertThat(file).hasContent("no folder");
  }

  @Test
  void aReadyFileThatCannotBeWrittenIsNamed() throws Exception {
    String file = folder.resolve("missing/ready.json").toString();

    Ended ended =
        Launcher.run(
            Launcher.todo(
                "up", "--port=0", "--sidecar-port=0", "--data=" + folder, "--ready-file=" + file));

    assertFailed(ended, file, "--ready-file");
  }

  private static void assertFailed(Ended ended, String... said) {
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains(said);
    assertThat(ended.err().lines().filter(line -> line.contains(said[0]))).hasSize(1);
    assertThat(ended.err()).doesNotContain("\tat ");
    assertThat(ended.out()).isEmpty();
  }
}
