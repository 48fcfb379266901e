package io.todochatbot.sidecar.peer.mdns;

import io.todochatbot.spi.NameResolver.Instance;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * What a sidecar tells of itself, in daprd's form: an instance of {@code <app id>.local} whose text
 * is the app id.
 *
 * @param message the records
 * @param reach how far they may go
 */
record Announcement(Message message, int reach) {
  /** As long as daprd's records count. */
  private static final int TTL_SECONDS = 3200;

  /**
   * The sidecar's records.
   *
   * @param machine this machine's name
   * @throws UnknownHostException if its host has no address
   */
  static Announcement of(Instance self, String machine) throws UnknownHostException {
    InetAddress ip = InetAddress.getByName(self.host());
    String service = Heard.service(self.appId());
    // unlike daprd's, unique for two sidecars of one application in one process
    String process = ProcessHandle.current().pid() + "-" + self.port();
    String instance = label(machine) + ":" + process + "." + service;
    String host = label(machine) + "-" + process + ".local";
    return new Announcement(
        new Message(
            0,
            true,
            List.of(),
            List.of(
                new Message.Pointer(service, TTL_SECONDS, instance),
                new Message.Service(instance, TTL_SECONDS, self.port(), host),
                new Message.Text(instance, TTL_SECONDS, List.of(self.appId())),
                new Message.Address(host, TTL_SECONDS, ip))),
        ip.isLoopbackAddress() ? Link.THIS_MACHINE : Link.THIS_NETWORK);
  }

  /** Whether one of the records answers the question. */
  boolean answers(Message.Question question) {
    return message.records().stream()
        .anyMatch(
            entry ->
                entry.name().equalsIgnoreCase(question.name())
                    && (question.type() == Message.TYPE_ANY || question.type() == entry.type()));
  }

  /** Takes the records back. */
  Message farewell() {
    return new Message(
        0, true, List.of(), message.records().stream().map(Announcement::ended).toList());
  }

  private static Message.Entry ended(Message.Entry entry) {
    return switch (entry) {
      case Message.Pointer p -> new Message.Pointer(p.name(), 0, p.instance());
      case Message.Service s -> new Message.Service(s.name(), 0, s.port(), s.host());
      case Message.Text t -> new Message.Text(t.name(), 0, t.texts());
      case Message.Address a -> new Message.Address(a.name(), 0, a.ip());
    };
  }

  /** A machine's name without its domain, which a label can't hold. */
  private static String label(String machine) {
    int dot = machine.indexOf('.');
    String first = dot > 0 ? machine.substring(0, dot) : machine;
    return first.length() > 40 ? first.substring(0, 40) : first;
  }
}
