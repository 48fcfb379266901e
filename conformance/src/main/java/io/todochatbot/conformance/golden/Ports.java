package io.todochatbot.conformance.golden;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that nobody uses, each given once. They are taken from below the range that the system
 * hands out to clients, because between choosing and listening somebody else must not get them.
 */
public final class Ports {
  private static final int FIRST = 10_240;
  private static final int COUNT = 22_000;

  private final AtomicInteger next = new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  /**
   * The next free port.
   *
   * @throws IllegalStateException if there is none
   */
  public int free() {
    for (int tries = 0; tries < COUNT; tries++) {
      int port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + FIRST + " and " + (FIRST + COUNT));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
