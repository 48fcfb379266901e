package io.todochatbot.spi.schedule;

/** How many fields a cron expression has; Dapr's building blocks differ in it. */
public enum Fields {
  /** Seconds first, as jobs want it: {@code "0 30 9 * * 1-5"}. */
  SIX(6, 6),
  /** Seconds may be left out, which means 0, as in the cron binding. */
  FIVE_OR_SIX(5, 6);

  private final int least;
  private final int most;

  Fields(int least, int most) {
    this.least = least;
    this.most = most;
  }

  boolean accept(int count) {
    return count >= least && count <= most;
  }

  String expected() {
    return least == most ? "exactly " + least : least + " to " + most;
  }
}
