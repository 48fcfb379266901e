package io.todochatbot.cli.local;

import io.todochatbot.cli.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of everything, settled before anything starts: a service must know its sidecar's, and
 * the sidecar its service's.
 *
 * @param members the ports of each service and its sidecar
 */
record Ports(Map<Member, Of> members) {
  private static final int USUAL_SIDECAR_PORT = 3500;
  private static final int USUAL_GRPC_PORT = 50001;
  private static final int USUAL_METRICS_PORT = 9090;

  /**
   * The ports of one service and its sidecar.
   *
   * @param app where the service listens
   * @param http the sidecar's HTTP API
   * @param grpc the sidecar's gRPC API
   * @param internal where other sidecars call this one
   * @param metrics the sidecar's metrics
   */
  record Of(int app, int http, int grpc, int internal, int metrics) {}

  Ports {
    members = Map.copyOf(members);
  }

  /** The ports of one service and its sidecar. */
  Of of(Member member) {
    Of ports = members.get(member);
    if (ports == null) {
      throw new IllegalArgumentException("no ports for " + member);
    }
    return ports;
  }

  /**
   * Chooses the ports as asked, free ones for the rest.
   *
   * @throws Failure naming the port that is asked for and in use
   */
  static Ports choose(int page, int sidecars) {
    Map<Member, Of> members = new EnumMap<>(Member.class);
    try (Reservation reservation = new Reservation()) {
      Member[] all = Member.values();
      for (int n = 0; n < all.length; n++) {
        Member member = all[n];
        boolean usual = sidecars == USUAL_SIDECAR_PORT;
        members.put(
            member,
            new Of(
                appPort(reservation, member, page, sidecars),
                reservation.take(sidecars, n, "--sidecar-port"),
                reservation.take(
                    usual ? USUAL_GRPC_PORT : sidecars, usual ? n : n + 3, "--sidecar-port"),
                reservation.take(0, 0, ""),
                reservation.take(
                    usual ? USUAL_METRICS_PORT : sidecars, usual ? n : n + 6, "--sidecar-port")));
      }
    }
    return new Ports(members);
  }

  private static int appPort(Reservation reservation, Member member, int page, int sidecars) {
    if (member == Member.FRONTEND) {
      return reservation.take(page, 0, "--port");
    }
    return sidecars == 0 ? reservation.take(0, 0, "") : reservation.takeOrAny(member.usualPort());
  }

  /** Holds every port that was chosen until all are, so that none is chosen twice. */
  private static final class Reservation implements AutoCloseable {
    private final List<ServerSocket> held = new ArrayList<>();

    /** The port {@code first + n}, or any free one if {@code first} is 0. */
    int take(int first, int n, String option) {
      int port = first == 0 ? 0 : first + n;
      try {
        return hold(port);
      } catch (IOException | IllegalArgumentException e) {
        throw new Failure(
            "port "
                + port
                + " is not free ("
                + e.getMessage()
                + "); stop what uses it, or choose another with "
                + option
                + " (0 takes any free one)",
            e);
      }
    }

    int takeOrAny(int port) {
      try {
        return hold(port);
      } catch (IOException inUse) {
        return take(0, 0, "");
      }
    }

    private int hold(int port) throws IOException {
      ServerSocket socket = new ServerSocket();
      held.add(socket);
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    }

    @Override
    public void close() {
      for (ServerSocket socket : held) {
        try {
          socket.close();
        } catch (IOException ignored) {
          // it never accepted anything; the next to bind the port says if it is not free
        }
      }
    }
  }
}
