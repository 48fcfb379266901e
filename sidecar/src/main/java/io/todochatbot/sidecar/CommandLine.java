package io.todochatbot.sidecar;

import io.todochatbot.resources.GoDuration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line as daprd reads it: {@code --name value}, {@code --name=value}, one dash or two, a
 * switch without value, lists with commas or the flag again.
 *
 * @param values what was given for each flag, in order
 */
record CommandLine(Map<Flag, List<String>> values) {
  /** What Go's {@code strconv.ParseBool} reads. */
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  /** A command line that can't be read; the message is daprd's. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  CommandLine {
    values = Map.copyOf(values);
  }

  static CommandLine parse(List<String> arguments) throws Malformed {
    Map<Flag, List<String>> values = new EnumMap<>(Flag.class);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        // nothing behind it is a flag
        break;
      }
      if (!argument.startsWith("-") || argument.equals("-")) {
        // daprd passes over what is no flag
        continue;
      }
      String bare = argument.substring(argument.startsWith("--") ? 2 : 1);
      int equals = bare.indexOf('=');
      String name = equals < 0 ? bare : bare.substring(0, equals);
      if (name.isEmpty() || name.startsWith("-")) {
        throw new Malformed("bad flag syntax: " + argument);
      }
      Flag flag = Flag.of(name).orElseThrow(() -> new Malformed("unknown flag: --" + name));
      String value;
      if (equals >= 0) {
        value = bare.substring(equals + 1);
      } else if (flag.kind() == Flag.Kind.SWITCH) {
        value = "true";
      } else if (i + 1 < arguments.size()) {
        i++;
        value = arguments.get(i);
      } else {
        throw new Malformed("flag needs an argument: --" + name);
      }
      check(flag, value);
      values.computeIfAbsent(flag, f -> new ArrayList<>()).add(value);
    }
    return new CommandLine(values);
  }

  /** The last value given; empty if the flag was not. */
  Optional<String> given(Flag flag) {
    return Optional.ofNullable(values.get(flag)).map(List::getLast);
  }

  /** The last value given, or the default. */
  String text(Flag flag) {
    return given(flag).orElse(flag.fallback());
  }

  boolean on(Flag flag) {
    return TRUE.contains(text(flag));
  }

  int number(Flag flag) {
    return Integer.parseInt(text(flag));
  }

  /** Every value given, cut at commas, blank ones left out. */
  List<String> list(Flag flag) {
    List<String> found = new ArrayList<>();
    for (String value : values.getOrDefault(flag, List.of(flag.fallback()))) {
      for (String part : value.split(",", -1)) {
        String stripped = part.strip();
        if (!stripped.isEmpty()) {
          found.add(stripped);
        }
      }
    }
    return found;
  }

  private static void check(Flag flag, String value) throws Malformed {
    switch (flag.kind()) {
      case SWITCH -> {
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
          throw invalid(
              flag, value, "strconv.ParseBool: parsing \"" + value + "\": invalid syntax");
        }
      }
      case NUMBER -> {
        try {
          Integer.parseInt(value);
        } catch (NumberFormatException e) {
          boolean digits = value.matches("[+-]?[0-9]+");
          Malformed malformed =
              invalid(
                  flag,
                  value,
                  "strconv.ParseInt: parsing \""
                      + value
                      + (digits ? "\": value out of range" : "\": invalid syntax"));
          malformed.initCause(e);
          throw malformed;
        }
      }
      case DURATION -> {
        try {
          GoDuration.parse(value);
        } catch (IllegalArgumentException e) {
          Malformed malformed = invalid(flag, value, "time: invalid duration \"" + value + "\"");
          malformed.initCause(e);
          throw malformed;
        }
      }
      case TEXT, LIST, SIZE -> {}
    }
  }

  private static Malformed invalid(Flag flag, String value, String why) {
    return new Malformed(
        "invalid argument \"" + value + "\" for \"--" + flag.text() + "\" flag: " + why);
  }
}
