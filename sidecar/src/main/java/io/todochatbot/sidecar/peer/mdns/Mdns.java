package io.todochatbot.sidecar.peer.mdns;

import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.NameResolver.Instance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Dapr's name resolution in a local network: each sidecar announces an instance of the service
 * {@code <app id>.local} by multicast DNS, and answers who asks for it. daprd's sidecars and ours
 * find each other by it.
 *
 * <p>Works in the background: nothing waits for it, and a machine without multicast costs one line
 * in the log. Safe for concurrent use.
 */
public final class Mdns implements AutoCloseable {
  /** RFC 6762, 8.3: an announcement is repeated after a second. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Log log;
  private final Interfaces interfaces;
  private final Heard heard;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Link link;
  private volatile @Nullable Announcement announcement;
  private boolean closed;

  /** The interfaces to use. */
  @FunctionalInterface
  interface Interfaces {
    /** Those that take part. */
    List<NetworkInterface> list() throws IOException;
  }

  /** Multicast DNS on all interfaces that can do it. */
  public Mdns(InstantSource clock, Log log) {
    this(clock, log, Link::interfaces);
  }

  Mdns(InstantSource clock, Log log, Interfaces interfaces) {
    this.log = log;
    this.interfaces = interfaces;
    this.heard = new Heard(clock);
  }

  /**
   * Makes a sidecar known until the end and returns at once.
   *
   * @param self the sidecar; one on a loopback address is made known on this machine only
   * @param machine this machine's name
   */
  public void announce(Instance self, String machine) {
    Thread.ofVirtual().name("mdns-" + self.appId()).start(() -> serve(self, machine));
  }

  /** Asks the network where the application is; the answers show in {@link #known}. */
  public void ask(String appId) {
    heard.expect(appId);
    Link open = link;
    if (open == null) {
      return;
    }
    try {
      open.send(MessageWriter.write(Message.query(Heard.service(appId))), Link.THIS_NETWORK);
    } catch (IOException | IllegalArgumentException e) {
      log.debug("can't ask for " + appId + " by multicast DNS: " + e.getMessage());
    }
  }

  /** The internal addresses of the application's sidecars heard of, each {@code host:port}. */
  public List<String> known(String appId) {
    List<String> addresses = heard.addresses(appId);
    if (!addresses.isEmpty() && heard.old(appId)) {
      ask(appId);
    }
    return addresses;
  }

  /** Takes the sidecar back. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      Link open = link;
      Announcement own = announcement;
      if (open != null) {
        if (own != null) {
          open.send(MessageWriter.write(own.farewell()), own.reach());
        }
        open.close();
      }
    } catch (IOException e) {
      log.debug("can't leave multicast DNS: " + e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void serve(Instance self, String machine) {
    try {
      Announcement own = Announcement.of(self, machine);
      // a name that DNS can't carry is told before anything is opened
      MessageWriter.write(own.message());
      List<NetworkInterface> usable = interfaces.list();
      if (usable.isEmpty()) {
        log.debug("no network interface takes part in multicast: names are this machine's only");
        return;
      }
      Link opened = Link.open(usable);
      if (keep(opened, own)) {
        Thread.ofVirtual().name("mdns-repeat").start(() -> announceTwice(opened, own));
        listen(opened);
      } else {
        opened.close();
      }
    } catch (IOException | IllegalArgumentException e) {
      log.warn("multicast DNS is not available, names are this machine's only: " + e.getMessage());
    }
  }

  /** Takes in what was opened, unless the end came first. */
  private boolean keep(Link opened, Announcement own) {
    lock.lock();
    try {
      if (!closed) {
        announcement = own;
        link = opened;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void listen(Link open) {
    ByteBuffer buffer = Link.buffer();
    try {
      while (true) {
        InetSocketAddress from = open.receive(buffer);
        MessageReader.read(buffer).ifPresent(message -> take(open, message, from));
      }
    } catch (IOException ended) {
      log.debug("multicast DNS ended: " + ended);
    }
  }

  private void announceTwice(Link open, Announcement own) {
    try {
      open.send(MessageWriter.write(own.message()), own.reach());
      Thread.sleep(AGAIN);
      open.send(MessageWriter.write(own.message()), own.reach());
    } catch (IOException e) {
      log.debug("can't announce by multicast DNS: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Link open, Message message, InetSocketAddress from) {
    if (message.response()) {
      heard.take(message, () -> isHere(from.getAddress()));
      return;
    }
    Announcement own = announcement;
    if (own == null || message.questions().stream().noneMatch(own::answers)) {
      return;
    }
    try {
      if (from.getPort() == Link.PORT) {
        open.send(MessageWriter.write(own.message()), own.reach());
      } else if (own.reach() == Link.THIS_NETWORK || isHere(from.getAddress())) {
        Message answer =
            new Message(message.id(), true, message.questions(), own.message().records());
        open.reply(MessageWriter.write(answer), from);
      }
    } catch (IOException | IllegalArgumentException e) {
      log.debug("can't answer " + from + " by multicast DNS: " + e);
    }
  }

  private static boolean isHere(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException ignored) {
      // what can't be told is taken for a stranger
      return false;
    }
  }
}
