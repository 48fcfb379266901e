package io.todochatbot.sidecar.peer;

import io.todochatbot.spi.NameResolver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the sidecar to call for an application; several take turns. What the resolver said is
 * believed for a moment, unless a call shows that it is no longer true. Safe for concurrent use.
 *
 * <p>Wiring, by the composition root: make the resolver ({@link Registry} of {@link
 * Registry#commonRoot} unless a Configuration names a component), then {@code new Peers(resolver,
 * clock)}. Start the {@link PeerServer}, then {@code resolver.register(new Instance(appId,
 * namespace, host, peerServer.port()))}. At the end close the resolver first, so that nobody is
 * sent here any more, then the server.
 */
public final class Peers {
  private static final Duration BELIEF = Duration.ofMillis(250);

  private final NameResolver resolver;
  private final InstantSource clock;
  private final Map<Key, Known> known = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** Finds what {@code resolver} knows. */
  public Peers(NameResolver resolver, InstantSource clock) {
    this.resolver = resolver;
    this.clock = clock;
  }

  /**
   * The address of a sidecar of that application.
   *
   * @throws io.todochatbot.spi.ComponentException if none is known
   */
  public String find(String appId, String namespace) {
    Key key = new Key(appId, namespace);
    Known entry = known.get(key);
    long now = clock.millis();
    if (entry == null || now - entry.atMillis() > BELIEF.toMillis()) {
      entry = new Known(resolver.resolve(appId, namespace), now);
      known.put(key, entry);
    }
    List<String> addresses = entry.addresses();
    return addresses.get(Math.floorMod(turn.getAndIncrement(), addresses.size()));
  }

  /** Asks the resolver anew at the next call: what it said has proved wrong. */
  public void forget(String appId, String namespace) {
    known.remove(new Key(appId, namespace));
  }

  private record Key(String appId, String namespace) {}

  private record Known(List<String> addresses, long atMillis) {
    Known {
      addresses = List.copyOf(addresses);
    }
  }
}
