package io.todochatbot.sidecar.peer.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.spi.NameResolver.Instance;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HeardTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Heard heard = new Heard(now::get);

  @Test
  void keepsOnlyWhatWasAskedFor() throws Exception {
    heard.take(told("orders", "10.0.0.1"), () -> false);
    heard.expect("orders");
    assertThat(heard.addresses("orders")).isEmpty();
    heard.take(told("orders", "10.0.0.1"), () -> false);
    heard.take(told("orders", "10.0.0.2"), () -> false);
    heard.take(told("stock", "10.0.0.3"), () -> false);
    assertThat(heard.addresses("orders"))
        .containsExactlyInAnyOrder("10.0.0.1:50002", "10.0.0.2:50002");
    assertThat(heard.addresses("stock")).isEmpty();
  }

  @Test
  void believesNothingForLongerThanDaprdDoes() throws Exception {
    heard.expect("orders");
    heard.take(told("orders", "10.0.0.1"), () -> false);
    assertThat(heard.old("orders")).isFalse();
    now.updateAndGet(time -> time.plusSeconds(31));
    assertThat(heard.old("orders")).isTrue();
    assertThat(heard.addresses("orders")).hasSize(1);
    now.updateAndGet(time -> time.plusSeconds(30));
    assertThat(heard.addresses("orders")).isEmpty();
  }

  @Test
  void forgetsASidecarThatSaysGoodbye() throws Exception {
    heard.expect("orders");
    heard.take(told("orders", "10.0.0.1"), () -> false);
    heard.take(announcement("orders", "10.0.0.1").farewell(), () -> false);
    assertThat(heard.addresses("orders")).isEmpty();
  }

  @Test
  void takesNoAppForAnotherWhoseNameEndsAlike() throws Exception {
    heard.expect("b");
    heard.take(told("a.b", "10.0.0.1"), () -> false);
    assertThat(heard.addresses("b")).isEmpty();
  }

  @Test
  void anotherMachinesLoopbackAddressIsNobodys() throws Exception {
    heard.expect("orders");
    heard.take(told("orders", "127.0.0.1"), () -> false);
    assertThat(heard.addresses("orders")).isEmpty();
    heard.take(told("orders", "127.0.0.1"), () -> true);
    assertThat(heard.addresses("orders")).containsExactly("127.0.0.1:50002");
  }

  @Test
  void prefersTheOlderProtocolAsDaprdDoes() throws Exception {
    heard.expect("orders");
    heard.take(
        new Message(
            0,
            true,
            List.of(),
            List.of(
                new Message.Address("vm.local", 60, InetAddress.ofLiteral("fd00::1")),
                new Message.Address("vm.local", 60, InetAddress.ofLiteral("10.0.0.1")),
                new Message.Address("other.local", 60, InetAddress.ofLiteral("10.0.0.2")),
                new Message.Service("vm:1.orders.local", 60, 1, "vm.local"),
                new Message.Text("vm:1.orders.local", 60, List.of("orders")))),
        () -> false);
    assertThat(heard.addresses("orders")).containsExactly("10.0.0.1:1");
  }

  private static Message told(String appId, String host) throws UnknownHostException {
    return announcement(appId, host).message();
  }

  private static Announcement announcement(String appId, String host) throws UnknownHostException {
    return Announcement.of(
        new Instance(appId, "default", host, 50002), "machine" + host.hashCode());
  }
}
