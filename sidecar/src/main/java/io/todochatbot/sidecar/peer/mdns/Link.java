package io.todochatbot.sidecar.peer.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A socket on multicast DNS's port, which all programs of a machine share. */
final class Link implements AutoCloseable {
  static final int PORT = 5353;

  private static final byte[] GROUP = {(byte) 224, 0, 0, (byte) 251};
  private static final int MAX_DATAGRAM = 9000;

  /** A datagram does not leave the machine. */
  static final int THIS_MACHINE = 0;

  /** RFC 6762, 11. */
  static final int THIS_NETWORK = 255;

  private final DatagramChannel channel;
  private final List<NetworkInterface> joined;
  private final InetSocketAddress group;
  private final ReentrantLock sending = new ReentrantLock();

  private Link(DatagramChannel channel, List<NetworkInterface> joined, InetSocketAddress group) {
    this.channel = channel;
    this.joined = joined;
    this.group = group;
  }

  /** The interfaces that multicast DNS can use. */
  static List<NetworkInterface> interfaces() throws IOException {
    List<NetworkInterface> usable = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (each.isUp() && each.supportsMulticast()) {
        usable.add(each);
      }
    }
    return usable;
  }

  /**
   * Opens the port on those of the interfaces that let it.
   *
   * @throws IOException if none does
   */
  static Link open(List<NetworkInterface> interfaces) throws IOException {
    InetSocketAddress group = new InetSocketAddress(InetAddress.getByAddress(GROUP), PORT);
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)
          && !System.getProperty("os.name", "").equals("Linux")) {
        // what other systems ask of programs that share a port
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      channel.bind(new InetSocketAddress(PORT));
      return new Link(channel, join(channel, interfaces, group.getAddress()), group);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static List<NetworkInterface> join(
      DatagramChannel channel, List<NetworkInterface> interfaces, InetAddress group)
      throws IOException {
    List<NetworkInterface> joined = new ArrayList<>();
    IOException last = new IOException("no network interface takes part in multicast");
    for (NetworkInterface each : interfaces) {
      try {
        channel.join(group, each);
        joined.add(each);
      } catch (IOException e) {
        last = e;
      }
    }
    if (joined.isEmpty()) {
      throw last;
    }
    return List.copyOf(joined);
  }

  /**
   * Sends to all who listen, on every interface that lets it.
   *
   * @param reach how many routers it may pass
   */
  void send(ByteBuffer datagram, int reach) throws IOException {
    sending.lock();
    try {
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, reach);
      for (NetworkInterface each : joined) {
        try {
          channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, each);
          channel.send(datagram.duplicate(), group);
        } catch (ClosedChannelException e) {
          throw e;
        } catch (IOException ignored) {
          // an interface that went down meanwhile; the others count
        }
      }
    } finally {
      sending.unlock();
    }
  }

  /** Sends to one who asked from a port of its own. */
  void reply(ByteBuffer datagram, SocketAddress to) throws IOException {
    channel.send(datagram, to);
  }

  /** Waits for the next datagram and puts it into {@code buffer}, ready to be read. */
  InetSocketAddress receive(ByteBuffer buffer) throws IOException {
    buffer.clear();
    SocketAddress from = channel.receive(buffer);
    buffer.flip();
    return (InetSocketAddress) from;
  }

  /** A buffer for the longest datagram that counts. */
  static ByteBuffer buffer() {
    return ByteBuffer.allocate(MAX_DATAGRAM);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
