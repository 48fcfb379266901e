package io.todochatbot.analytics.chart;

import io.todochatbot.analytics.count.Summary;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Tasks created and completed on each of the last fourteen days, as places in a drawing of {@link
 * #WIDTH} by {@link #HEIGHT} units.
 *
 * @param days the days, oldest first
 * @param ticks the lines that the eye measures by, lowest first
 */
public record DayChart(List<Day> days, List<Tick> ticks) {
  /** Width of the drawing. */
  public static final int WIDTH = 420;

  /** Height of the drawing. */
  public static final int HEIGHT = 190;

  private static final int DAYS = 14;
  private static final int LEFT = 30;
  private static final int TOP = 12;
  private static final int BOTTOM = HEIGHT - 24;
  private static final int BAR = 9;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);

  public DayChart {
    days = List.copyOf(days);
    ticks = List.copyOf(ticks);
  }

  /** The chart of the fourteen days that end with {@code today}. */
  static DayChart of(Summary summary, LocalDate today) {
    List<LocalDate> range =
        IntStream.range(0, DAYS).mapToObj(i -> today.minusDays(DAYS - 1L - i)).toList();
    long highest =
        range.stream()
            .mapToLong(
                day -> Math.max(summary.on(day, "TASK_CREATED"), summary.on(day, "TASK_COMPLETED")))
            .max()
            .orElse(0);
    long scale = roundUp(highest);
    int step = (WIDTH - LEFT) / DAYS;
    List<Day> days =
        IntStream.range(0, DAYS)
            .mapToObj(
                i -> {
                  LocalDate day = range.get(i);
                  int middle = LEFT + i * step + step / 2;
                  long created = summary.on(day, "TASK_CREATED");
                  long completed = summary.on(day, "TASK_COMPLETED");
                  return new Day(
                      NAME.format(day),
                      Integer.toString(day.getDayOfMonth()),
                      day.equals(today),
                      middle,
                      new Bar(created, middle - BAR - 1, top(created, scale), BAR, BOTTOM),
                      new Bar(completed, middle + 1, top(completed, scale), BAR, BOTTOM));
                })
            .toList();
    List<Tick> ticks =
        IntStream.rangeClosed(0, 2)
            .mapToObj(i -> new Tick(scale * i / 2, top(scale * i / 2, scale)))
            .toList();
    return new DayChart(days, ticks);
  }

  /** Where the lines begin. */
  public int left() {
    return LEFT;
  }

  private static int top(long count, long scale) {
    return (int) (BOTTOM - count * (BOTTOM - TOP) / scale);
  }

  // The next of 4, 10, 20, 40, 100, 200, … : even, so that the middle line has a whole number.
  private static long roundUp(long highest) {
    long scale = 4;
    while (scale < highest) {
      scale = Long.toString(scale).charAt(0) == '4' ? scale / 4 * 10 : scale * 2;
    }
    return scale;
  }

  /**
   * One day's pair of bars.
   *
   * @param name the day in words
   * @param label what stands below its bars
   * @param today whether it is the current day
   * @param middle the horizontal middle of the pair
   */
  public record Day(
      String name, String label, boolean today, int middle, Bar created, Bar completed) {}

  /**
   * One bar.
   *
   * @param count what it stands for
   * @param x its left edge
   * @param y its upper edge
   * @param width how wide it is
   * @param bottom its lower edge
   */
  public record Bar(long count, int x, int y, int width, int bottom) {
    /** How high it is. */
    public int height() {
      return bottom - y;
    }
  }

  /**
   * A horizontal line.
   *
   * @param count the number it stands for
   * @param y where it runs
   */
  public record Tick(long count, int y) {}
}
