package io.todochatbot.components.cron;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.InputBinding;
import io.todochatbot.spi.Setting;
import io.todochatbot.spi.schedule.Fields;
import io.todochatbot.spi.schedule.Schedule;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code bindings.cron}: an event without data at each time of a schedule. */
final class CronBinding implements InputBinding {
  /** How long the clock is left alone at most: it may jump, and machines sleep. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** Registers the binding. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "bindings.cron",
          Settings.class,
          (settings, context) -> new CronBinding(settings, context, GLANCE));
    }
  }

  /**
   * The settings.
   *
   * @param schedule when to fire
   */
  public record Settings(
      @Setting(
              meaning =
                  "when to fire: a cron expression of five or six fields, @daily and the like, or"
                      + " @every with a duration; CRON_TZ=ZONE may precede it")
          String schedule) {}

  private final Schedule schedule;
  private final ComponentContext context;
  private final Duration glance;
  private final Set<Ticking> readings = ConcurrentHashMap.newKeySet();

  /** Looks at the clock after {@code glance} at the latest. */
  CronBinding(Settings settings, ComponentContext context, Duration glance) {
    this.schedule = parse(settings.schedule());
    this.context = context;
    this.glance = glance;
  }

  @Override
  public Reading read(Handler handler) {
    Ticking ticking = new Ticking(schedule, context, glance, handler, readings::remove);
    readings.add(ticking);
    ticking.start();
    return ticking;
  }

  @Override
  public void close() {
    readings.forEach(Ticking::close);
  }

  private static Schedule parse(String text) {
    if (text.isEmpty()) {
      throw new ComponentException("schedule not set");
    }
    try {
      return Schedule.parse(text, Fields.FIVE_OR_SIX);
    } catch (IllegalArgumentException e) {
      throw new ComponentException("invalid schedule format '" + text + "': " + e.getMessage(), e);
    }
  }
}
