package io.todochatbot.sidecar.peer.mdns;

import java.net.InetAddress;
import java.util.List;

/**
 * A DNS message as multicast DNS uses it. Names are labels joined by dots, without a dot at the
 * end.
 *
 * @param id 0 but for who asks from another port than multicast DNS's
 * @param response whether it answers or announces
 * @param questions what is asked
 * @param records what is told, of all sections
 */
record Message(int id, boolean response, List<Question> questions, List<Entry> records) {
  static final int TYPE_A = 1;
  static final int TYPE_PTR = 12;
  static final int TYPE_TXT = 16;
  static final int TYPE_AAAA = 28;
  static final int TYPE_SRV = 33;
  static final int TYPE_ANY = 255;

  Message {
    questions = List.copyOf(questions);
    records = List.copyOf(records);
  }

  /** Asks for the instances of a service. */
  static Message query(String service) {
    return new Message(0, false, List.of(new Question(service, TYPE_PTR)), List.of());
  }

  /** A question. */
  record Question(String name, int type) {}

  /** A resource record of one of the kinds that name resolution needs. */
  sealed interface Entry {
    /** What it is about. */
    String name();

    /** How long it counts, in seconds; 0 takes it back. */
    int ttlSeconds();

    /** The kind's number. */
    default int type() {
      return switch (this) {
        case Pointer pointer -> TYPE_PTR;
        case Service service -> TYPE_SRV;
        case Text text -> TYPE_TXT;
        case Address address -> address.ip().getAddress().length == 4 ? TYPE_A : TYPE_AAAA;
      };
    }
  }

  /** An instance of a service. */
  record Pointer(String name, int ttlSeconds, String instance) implements Entry {}

  /** Where an instance listens. */
  record Service(String name, int ttlSeconds, int port, String host) implements Entry {}

  /** What an instance says of itself. */
  record Text(String name, int ttlSeconds, List<String> texts) implements Entry {
    Text {
      texts = List.copyOf(texts);
    }
  }

  /** The address of a host. */
  record Address(String name, int ttlSeconds, InetAddress ip) implements Entry {}
}
