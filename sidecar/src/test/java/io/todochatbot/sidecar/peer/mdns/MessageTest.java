package io.todochatbot.sidecar.peer.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {
  @Test
  void whatIsWrittenIsRead() throws Exception {
    Message message =
        new Message(
            7,
            true,
            List.of(new Message.Question("orders.local", Message.TYPE_PTR)),
            List.of(
                new Message.Pointer("orders.local", 3200, "vm:1.orders.local"),
                new Message.Service("vm:1.orders.local", 120, 50002, "vm-ä.local"),
                new Message.Text("vm:1.orders.local", 0, List.of("orders", "")),
                new Message.Address("vm-ä.local", 60, InetAddress.ofLiteral("10.0.0.1")),
                new Message.Address("vm-ä.local", 60, InetAddress.ofLiteral("fd00::1"))));
    assertThat(MessageReader.read(MessageWriter.write(message))).contains(message);
  }

  @Test
  void readsNamesThatGoOnElsewhereAndPassesOverOtherRecords() {
    // orders.local PTR x.<orders.local>, then an NSEC record, which is nothing to us
    String head = "0000 8400 0000 0002 0000 0000";
    String pointer = "06 6f7264657273 05 6c6f63616c 00 000c 0001 00000c80 0004 01 78 c00c";
    String other = "c024 002f 8001 00000078 0002 c00c";
    ByteBuffer datagram =
        ByteBuffer.wrap(HexFormat.of().parseHex((head + pointer + other).replace(" ", "")));
    assertThat(MessageReader.read(datagram).orElseThrow().records())
        .containsExactly(new Message.Pointer("orders.local", 3200, "x.orders.local"));
  }

  @Test
  void noBytesMakeItFailOrGoOnForEver() {
    Random random = new Random(7);
    byte[] valid = MessageWriter.write(Message.query("orders.local")).array();
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = i % 2 == 0 ? valid.clone() : new byte[random.nextInt(64)];
      if (i % 2 == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        bytes[random.nextInt(bytes.length)] = (byte) (0xc0 | random.nextInt());
      } else {
        random.nextBytes(bytes);
      }
      assertThat(MessageReader.read(ByteBuffer.wrap(bytes))).isNotNull();
    }
  }

  @Test
  void aNameThatLeadsToItselfIsNoMessage() {
    ByteBuffer datagram =
        ByteBuffer.wrap(HexFormat.of().parseHex("000000000001000000000000" + "c00c" + "000c0001"));
    assertThat(MessageReader.read(datagram)).isEmpty();
  }

  @Test
  void namesThatDnsCannotCarryAreRefused() {
    assertThatThrownBy(() -> MessageWriter.write(Message.query("x".repeat(64) + ".local")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 63 bytes");
    assertThatThrownBy(() -> MessageWriter.write(Message.query(".local")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is empty");
    assertThat(MessageWriter.write(Message.query("x".repeat(63) + ".local")).remaining())
        .isEqualTo(12 + 1 + 63 + 7 + 4);
  }
}
