package io.todochatbot.sidecar.peer.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.NameResolver.Instance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the loopback interface, so that nothing leaves the machine. */
class MdnsTest {
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final String app = "app-" + UUID.randomUUID();

  @BeforeAll
  static void thisMachineLetsProgramsShareThePort() {
    try (Link link = Link.open(loopback())) {
      assertThat(link).isNotNull();
    } catch (IOException e) {
      assumeTrue(false, "needs multicast on the loopback interface: " + e.getMessage());
    }
  }

  @Test
  void sidecarsOfOneMachineFindEachOther() {
    try (Mdns one = mdns();
        Mdns third = mdns()) {
      one.announce(instance(1), "vm");
      third.announce(new Instance("third-" + app, "default", "127.0.0.1", 3), "vm");
      try (Mdns other = mdns()) {
        other.announce(instance(2), "vm");
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(
                () -> {
                  third.ask(app);
                  assertThat(third.known(app))
                      .containsExactlyInAnyOrder("127.0.0.1:1", "127.0.0.1:2");
                });
      }
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(third.known(app)).containsExactly("127.0.0.1:1"));
    }
  }

  @Test
  void whoAsksFromAPortOfItsOwnIsAnsweredThere() throws Exception {
    try (Mdns one = mdns();
        DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      one.announce(instance(1), "vm");
      stranger.setOption(java.net.StandardSocketOptions.IP_MULTICAST_IF, loopback().getFirst());
      stranger.setSoTimeout(500);
      byte[] query = MessageWriter.write(Message.query(app + ".local")).array();
      query[1] = 9;
      DatagramPacket answer = new DatagramPacket(new byte[9000], 9000);
      await()
          .atMost(Duration.ofSeconds(10))
          .ignoreExceptions()
          .until(
              () -> {
                stranger.send(
                    new DatagramPacket(
                        query, query.length, InetAddress.ofLiteral("224.0.0.251"), Link.PORT));
                stranger.receive(answer);
                return true;
              });
      Message message =
          MessageReader.read(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()))
              .orElseThrow();
      assertThat(message.id()).isEqualTo(9);
      assertThat(message.questions())
          .containsExactly(new Message.Question(app + ".local", Message.TYPE_PTR));
      assertThat(message.records()).hasSize(4);
    }
  }

  @Test
  void aMachineWithoutMulticastCostsOneLine() {
    try (Mdns alone = new Mdns(InstantSource.system(), log(), List::of)) {
      alone.announce(instance(1), "vm");
      await().until(() -> log(logged).contains("no network interface takes part in multicast"));
      alone.ask("anybody");
      assertThat(alone.known("anybody")).isEmpty();
      assertThat(log(logged).lines()).hasSize(1);
    }
  }

  @Test
  void anAppIdThatDnsCannotCarryCostsOneWarning() {
    try (Mdns odd = mdns()) {
      odd.announce(new Instance("x".repeat(70), "default", "127.0.0.1", 1), "vm");
      await().until(() -> log(logged).contains("more than 63 bytes"));
      assertThat(log(logged).lines()).hasSize(1);
    }
  }

  private Instance instance(int port) {
    return new Instance(app, "default", "127.0.0.1", port);
  }

  private Mdns mdns() {
    return new Mdns(InstantSource.system(), log(), MdnsTest::loopback);
  }

  private Log log() {
    return new Log(
        new Log.Sink(
            "app",
            "host",
            "1",
            Log.Level.DEBUG,
            false,
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            InstantSource.system()),
        "test");
  }

  private static String log(ByteArrayOutputStream logged) {
    return logged.toString(StandardCharsets.UTF_8);
  }

  private static List<NetworkInterface> loopback() throws IOException {
    return NetworkInterface.networkInterfaces()
        .filter(
            each -> {
              try {
                return each.isLoopback();
              } catch (IOException e) {
                return false;
              }
            })
        .toList();
  }
}
