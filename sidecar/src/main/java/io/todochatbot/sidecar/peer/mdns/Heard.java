package io.todochatbot.sidecar.peer.mdns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** What was heard of the applications that were asked for. */
final class Heard {
  /** daprd believes no address for longer. */
  private static final Duration BELIEF = Duration.ofSeconds(60);

  /** An address older than this is asked for anew while it is still used. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Map<String, Map<String, Place>> apps = new ConcurrentHashMap<>();

  Heard(InstantSource clock) {
    this.clock = clock;
  }

  /** The name of an application's service. */
  static String service(String appId) {
    return appId + ".local";
  }

  /** Keeps what is heard of the application from now on. */
  void expect(String appId) {
    apps.computeIfAbsent(appId, id -> new ConcurrentHashMap<>());
  }

  /** Where the application is: addresses that still count. */
  List<String> addresses(String appId) {
    long now = clock.millis();
    return places(appId).values().stream()
        .filter(place -> now < place.untilMillis())
        .map(Place::address)
        .distinct()
        .toList();
  }

  /** Whether something heard of the application has grown old. */
  boolean old(String appId) {
    long limit = clock.millis() - FRESH.toMillis();
    return places(appId).values().stream().anyMatch(place -> place.sinceMillis() < limit);
  }

  /**
   * Takes in what a message tells of applications that are asked for.
   *
   * @param near whether it comes from this machine, whose loopback addresses are ours
   */
  void take(Message message, BooleanSupplier near) {
    apps.forEach((appId, places) -> take(message, near, appId, places));
  }

  private void take(
      Message message, BooleanSupplier near, String appId, Map<String, Place> places) {
    String suffix = "." + service(appId);
    Map<String, Boolean> named = new HashMap<>();
    for (Message.Entry entry : message.records()) {
      if (entry instanceof Message.Text text && text.name().endsWith(suffix)) {
        // an application "b" must not take what is told of "a.b"
        named.put(text.name(), text.texts().contains(appId));
      } else if (entry instanceof Message.Pointer pointer
          && pointer.ttlSeconds() == 0
          && pointer.name().equals(service(appId))) {
        places.remove(pointer.instance());
      }
    }
    for (Message.Entry entry : message.records()) {
      if (entry instanceof Message.Service service && named.getOrDefault(service.name(), false)) {
        if (service.ttlSeconds() == 0) {
          places.remove(service.name());
        } else {
          address(message, service, near)
              .ifPresent(address -> places.put(service.name(), place(address, service)));
        }
      }
    }
  }

  private Place place(String address, Message.Service service) {
    long now = clock.millis();
    long counts = Math.min(service.ttlSeconds() * 1000L, BELIEF.toMillis());
    return new Place(address, now, now + counts);
  }

  /** The instance's address, an IPv4 one if there is any, as daprd prefers. */
  private static Optional<String> address(
      Message message, Message.Service service, BooleanSupplier near) {
    List<InetAddress> usable = new ArrayList<>();
    for (Message.Entry entry : message.records()) {
      if (entry instanceof Message.Address address
          && address.name().equals(service.host())
          && (!address.ip().isLoopbackAddress() || near.getAsBoolean())
          && (address.ip() instanceof Inet4Address || !address.ip().isLinkLocalAddress())) {
        usable.add(address.ip());
      }
    }
    return usable.stream()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .or(() -> usable.stream().findFirst())
        .map(ip -> text(ip) + ":" + service.port());
  }

  private static String text(InetAddress ip) {
    return ip instanceof Inet4Address ? ip.getHostAddress() : "[" + ip.getHostAddress() + "]";
  }

  private Map<String, Place> places(String appId) {
    return apps.getOrDefault(appId, Map.of());
  }

  private record Place(String address, long sinceMillis, long untilMillis) {}
}
