package io.todochatbot.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.todochatbot.cli.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which ports the parts of a stack get. */
final class PortsTest {

  @Test
  void areAllDifferentWhenAnyFreeOnesWillDo() {
    Ports ports = Ports.choose(0, 0);

    assertThat(Stream.of(Member.values()).map(ports::of).flatMap(PortsTest::all))
        .hasSize(5 * Member.values().length)
        .doesNotHaveDuplicates()
        .allMatch(port -> port > 0);
  }

  @Test
  void refusesAPageThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> Ports.choose(taken.getLocalPort(), 0))
          .withMessageStartingWith("port " + taken.getLocalPort() + " is not free")
          .withMessageContaining("--port (0 takes any free one)");
    }
  }

  @Test
  void refusesASidecarPortThatIsNone() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> Ports.choose(0, 70_000))
        .withMessageContaining("port 70000")
        .withMessageContaining("--sidecar-port");
  }

  private static Stream<Integer> all(Ports.Of ports) {
    return Stream.of(ports.app(), ports.http(), ports.grpc(), ports.internal(), ports.metrics());
  }
}
