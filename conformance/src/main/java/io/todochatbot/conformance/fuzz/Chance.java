package io.todochatbot.conformance.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The chance behind one request. The same seed and number give the same request, whatever else
 * runs, so that a request can be sent again alone.
 */
final class Chance {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  Chance(long seed, long number) {
    this.random = new SplittableRandom((seed * SPREAD + number) * SPREAD);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  boolean percent(int n) {
    return random.nextInt(100) < n;
  }

  <T> T of(List<T> these) {
    return these.get(random.nextInt(these.size()));
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A copy with a few bytes changed, taken out or put in. */
  byte[] damaged(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int times = 1 + below(4); times > 0 && bytes.length > 0; times--) {
      int at = below(bytes.length);
      switch (below(3)) {
        case 0 -> bytes[at] = (byte) below(256);
        case 1 -> bytes = joined(bytes, at, new byte[0], at + 1);
        default -> bytes = joined(bytes, at, bytes(1 + below(8)), at);
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] from, int end, byte[] between, int goOn) {
    byte[] all = new byte[end + between.length + from.length - goOn];
    System.arraycopy(from, 0, all, 0, end);
    System.arraycopy(between, 0, all, end, between.length);
    System.arraycopy(from, goOn, all, end + between.length, from.length - goOn);
    return all;
  }
}
