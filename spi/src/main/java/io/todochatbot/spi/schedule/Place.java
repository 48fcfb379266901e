package io.todochatbot.spi.schedule;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The fields of a cron expression in their order, each with its range and names. */
enum Place {
  SECOND(0, 59, ""),
  MINUTE(0, 59, ""),
  HOUR(0, 23, ""),
  DAY_OF_MONTH(1, 31, ""),
  MONTH(1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  DAY_OF_WEEK(0, 6, "sun mon tue wed thu fri sat");

  final int min;
  final int max;
  private final String names;

  Place(int min, int max, String names) {
    this.min = min;
    this.max = max;
    this.names = names;
  }

  OptionalInt named(String name) {
    int index = List.of(names.split(" ", -1)).indexOf(name.toLowerCase(Locale.ROOT));
    return index < 0 || name.isEmpty() ? OptionalInt.empty() : OptionalInt.of(min + index);
  }
}
