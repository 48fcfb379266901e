package io.todochatbot.sidecar.peer.mdns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a DNS message (RFC 1035, 4.1). Whatever a stranger sends, it ends and takes no room. */
final class MessageReader {
  private static final int MAX_NAME = 255;
  private static final int RESPONSE = 0x8000;

  private final ByteBuffer in;

  private MessageReader(ByteBuffer in) {
    this.in = in;
  }

  /** The message in {@code datagram}, from its position on; empty if it is none. */
  static Optional<Message> read(ByteBuffer datagram) {
    try {
      return Optional.of(new MessageReader(datagram.slice()).message());
    } catch (BufferUnderflowException | Malformed | UnknownHostException ignored) {
      // others' faults on the same port are not ours to report
      return Optional.empty();
    }
  }

  private Message message() throws Malformed, UnknownHostException {
    int id = unsigned();
    int flags = unsigned();
    int questionCount = unsigned();
    int recordCount = unsigned() + unsigned() + unsigned();
    List<Message.Question> questions = new ArrayList<>();
    for (int i = 0; i < questionCount; i++) {
      String name = name();
      questions.add(new Message.Question(name, unsigned()));
      unsigned();
    }
    List<Message.Entry> records = new ArrayList<>();
    for (int i = 0; i < recordCount; i++) {
      record().ifPresent(records::add);
    }
    return new Message(id, (flags & RESPONSE) != 0, questions, records);
  }

  private Optional<Message.Entry> record() throws Malformed, UnknownHostException {
    String name = name();
    int type = unsigned();
    unsigned();
    int ttl = in.getInt();
    int length = unsigned();
    int end = in.position() + length;
    if (end > in.limit()) {
      throw new Malformed();
    }
    int seconds = Math.max(ttl, 0);
    Optional<Message.Entry> entry =
        switch (type) {
          case Message.TYPE_PTR -> Optional.of(new Message.Pointer(name, seconds, name()));
          case Message.TYPE_SRV -> Optional.of(service(name, seconds));
          case Message.TYPE_TXT -> Optional.of(new Message.Text(name, seconds, texts(end)));
          case Message.TYPE_A -> address(name, seconds, length, 4);
          case Message.TYPE_AAAA -> address(name, seconds, length, 16);
          default -> Optional.empty();
        };
    in.position(end);
    return entry;
  }

  private Message.Service service(String name, int ttl) throws Malformed {
    unsigned();
    unsigned();
    int port = unsigned();
    return new Message.Service(name, ttl, port, name());
  }

  private List<String> texts(int end) {
    List<String> texts = new ArrayList<>();
    while (in.position() < end) {
      texts.add(text(in.get() & 0xff));
    }
    return texts;
  }

  private Optional<Message.Entry> address(String name, int ttl, int length, int expected)
      throws UnknownHostException {
    if (length != expected) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return Optional.of(new Message.Address(name, ttl, InetAddress.getByAddress(bytes)));
  }

  /** A name, which may go on at an earlier place; only ever at an earlier one, so that it ends. */
  private String name() throws Malformed {
    StringBuilder name = new StringBuilder();
    int after = -1;
    int before = in.position();
    while (true) {
      int length = in.get() & 0xff;
      if (length == 0) {
        break;
      }
      if (length >= 0xc0) {
        int target = ((length & 0x3f) << 8) | (in.get() & 0xff);
        after = after < 0 ? in.position() : after;
        if (target >= before) {
          throw new Malformed();
        }
        before = target;
        in.position(target);
        continue;
      }
      if (length > 63 || name.length() + length > MAX_NAME) {
        throw new Malformed();
      }
      name.append(name.isEmpty() ? "" : ".").append(text(length));
    }
    if (after >= 0) {
      in.position(after);
    }
    return name.toString();
  }

  private String text(int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int unsigned() {
    return in.getShort() & 0xffff;
  }

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
