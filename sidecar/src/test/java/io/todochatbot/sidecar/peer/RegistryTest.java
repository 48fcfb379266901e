package io.todochatbot.sidecar.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.NameResolver.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
  @TempDir Path temporary;

  @Test
  void severalSidecarsOfOneProcessFindEachOtherAndTakeTurns() {
    Path root = temporary.resolve("registry");
    try (Registry one = registry(root);
        Registry other = registry(root)) {
      one.register(new Instance("app", "default", "127.0.0.1", 1));
      other.register(new Instance("app", "default", "127.0.0.1", 2));
      assertThat(one.resolve("app", "default"))
          .containsExactlyInAnyOrder("127.0.0.1:1", "127.0.0.1:2");
      Peers peers = new Peers(one, InstantSource.system());
      Set<String> called = new HashSet<>();
      called.add(peers.find("app", "default"));
      called.add(peers.find("app", "default"));
      assertThat(called).hasSize(2);
    }
  }

  @Test
  void aSidecarThatStopsIsNoLongerFound() {
    Path root = temporary.resolve("registry");
    Registry one = registry(root);
    one.register(new Instance("app", "default", "::1", 1));
    assertThat(one.resolve("app", "default")).containsExactly("[::1]:1");
    one.close();
    assertThatThrownBy(() -> registry(root).resolve("app", "default"))
        .isInstanceOf(ComponentException.NotFound.class)
        .hasMessage("couldn't find service: app");
  }

  @Test
  void anAppIsFoundInAnotherNamespaceButPreferredInItsOwn() {
    Path root = temporary.resolve("registry");
    try (Registry one = registry(root);
        Registry other = registry(root)) {
      one.register(new Instance("App X", "a", "127.0.0.1", 1));
      assertThat(one.resolve("App X", "b")).containsExactly("127.0.0.1:1");
      other.register(new Instance("App X", "b", "127.0.0.1", 2));
      assertThat(one.resolve("App X", "b")).containsExactly("127.0.0.1:2");
    }
  }

  @Test
  void whatAnEndedProcessLeftIsPassedOverAndRemoved() throws Exception {
    Path root = temporary.resolve("registry");
    Process process = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    long pid = process.pid();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    try (Registry one = registry(root)) {
      one.register(new Instance("app", "default", "127.0.0.1", 1));
      Path folder = folder(root);
      Files.writeString(
          folder.resolve("left"), new Entry("127.0.0.1:9", pid, Instant.now()).text());
      Files.writeString(
          folder.resolve("reused"),
          new Entry(
                  "127.0.0.1:8",
                  ProcessHandle.current().pid(),
                  Instant.now().minus(Duration.ofDays(1)))
              .text());
      Files.writeString(folder.resolve("torn"), "127");
      assertThat(one.resolve("app", "default")).containsExactly("127.0.0.1:1");
      assertThat(files(folder)).hasSize(1);
    }
  }

  @Test
  void onlyItsOwnerMayLookIntoTheFolder() throws IOException {
    Path root = temporary.resolve("registry");
    try (Registry one = registry(root)) {
      one.register(new Instance("app", "default", "127.0.0.1", 1));
      assertThat(Files.getPosixFilePermissions(root).toString())
          .isEqualTo("[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]");
    }
  }

  @Test
  void aFolderThatIsAFileIsRefusedWithWhatToDo() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    try (Registry registry = registry(file)) {
      assertThatThrownBy(() -> registry.register(new Instance("app", "default", "127.0.0.1", 1)))
          .isInstanceOf(ComponentException.class)
          .hasMessageContaining("see that the folder is yours");
    }
  }

  private static Registry registry(Path root) {
    return new Registry(root, Duration.ZERO);
  }

  private static Path folder(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> p.getFileName().toString().equals("_app")).findFirst().orElseThrow();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> !p.getFileName().toString().startsWith(".")).toList();
    }
  }
}
