package io.todochatbot.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void startsAgainWhatDiedAndSaysSoInOneLine() throws Exception {
    ChildProcess child = child("echo $$ >>pids; read end; exit 0");
    child.keepRunning(told::add);
    await().until(() -> pids().size() == 1);
    kill(pids().getFirst());
    await().until(() -> pids().size() == 2);
    assertThat(told)
        .singleElement()
        .asString()
        .contains("the sidecar of x ended with 137", "log.txt", "starting it again in 0.5 s");
    assertThat(child.ended()).isEmpty();
    child.stop();
    assertThat(child.ended()).get().asString().contains("ended with 0");
    assertThat(ProcessHandle.of(pids().get(1)).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(told).hasSize(1);
  }

  @Test
  void waitsLongerEachTimeItDiesOfItsStart() throws Exception {
    ChildProcess child = child("echo $$ >>pids; exit 3");
    child.keepRunning(told::add);
    await().until(() -> told.size() >= 2);
    child.stop();
    assertThat(told.get(0)).contains("ended with 3").contains("again in 0.5 s");
    assertThat(told.get(1)).contains("again in 1.0 s");
  }

  @Test
  void withoutBeingAskedToItOnlyTellsThatItEnded() throws Exception {
    ChildProcess child = child("echo $$ >>pids; exit 3");
    await().until(() -> child.ended().isPresent());
    assertThat(child.ended()).get().asString().contains("ended with 3");
    assertThat(pids()).hasSize(1);
    child.stop();
  }

  private ChildProcess child(String script) {
    return ChildProcess.start(
        "the sidecar of x",
        new ProcessBuilder("/bin/sh", "-c", script).directory(folder.toFile()),
        folder.resolve("log.txt"));
  }

  private List<Long> pids() throws IOException {
    Path file = folder.resolve("pids");
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Long::parseLong).toList()
        : List.of();
  }

  private static void kill(long pid) {
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }
}
