package io.todochatbot.sidecar.peer;

import io.todochatbot.sidecar.peer.mdns.Mdns;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.NameResolver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The names of this machine and its network: the {@link Registry} first, then {@link Mdns}, by
 * which daprd's sidecars and those of other machines are found. Safe for concurrent use.
 */
public final class LocalNames implements NameResolver {
  /** As long as daprd browses for a first answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Every so many pauses the network is asked once more: datagrams get lost. */
  private static final int ASK_EVERY = 12;

  private final Registry registry;
  private final Mdns network;
  private final Outside outside;
  private final Duration patience;

  /**
   * How this sidecar is known outside of this machine.
   *
   * @param host the address at which it is reached; a loopback one if it is not
   * @param machine this machine's name
   */
  public record Outside(String host, String machine) {}

  /** Names that {@code registry} or {@code network} knows. */
  public LocalNames(Registry registry, Mdns network, Outside outside) {
    this(registry, network, outside, PATIENCE);
  }

  LocalNames(Registry registry, Mdns network, Outside outside, Duration patience) {
    this.registry = registry;
    this.network = network;
    this.outside = outside;
    this.patience = patience;
  }

  @Override
  public void register(Instance self) {
    registry.register(self);
    network.announce(
        new Instance(self.appId(), self.namespace(), outside.host(), self.port()),
        outside.machine());
  }

  @Override
  public List<String> resolve(String appId, String namespace) {
    long until = System.nanoTime() + patience.toNanos();
    List<String> found = now(appId, namespace);
    for (int turn = 0; found.isEmpty() && System.nanoTime() - until < 0; turn++) {
      if (turn % ASK_EVERY == 0) {
        network.ask(appId);
      }
      if (Thread.interrupted()) {
        break;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      found = now(appId, namespace);
    }
    if (found.isEmpty()) {
      throw new ComponentException.NotFound("couldn't find service: " + appId);
    }
    return found;
  }

  @Override
  public void close() {
    registry.close();
    network.close();
  }

  private List<String> now(String appId, String namespace) {
    List<String> here = registry.find(appId, namespace);
    return here.isEmpty() ? network.known(appId) : here;
  }
}
