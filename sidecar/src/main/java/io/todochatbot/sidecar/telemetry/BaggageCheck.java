package io.todochatbot.sidecar.telemetry;

import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Interceptor;
import io.todochatbot.sidecar.api.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Refuses calls whose {@code baggage} is malformed by W3C's recommendation: it would be handed on
 * to the application and beyond. The words are those of daprd's OpenTelemetry.
 */
public final class BaggageCheck implements Interceptor {
  private static final String HEADER = "baggage";
  private static final int MOST_BYTES = 8192;
  private static final int MOST_MEMBERS = 180;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]*");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2}).{0,2}");

  @Override
  public <R> R around(Operation<?, R> operation, Call call, Supplier<R> next) {
    // a call without any must not cost more than this
    if (call.header(HEADER).isPresent() && !operation.exempt()) {
      List<String> values = new ArrayList<>();
      for (Map.Entry<String, String> header : call.headers().all()) {
        if (header.getKey().equalsIgnoreCase(HEADER)) {
          values.add(header.getValue());
        }
      }
      fault(String.join(",", values))
          .ifPresent(
              fault -> {
                throw new DaprError(
                    ErrorCode.MALFORMED_BAGGAGE, "invalid baggage header: " + fault);
              });
    }
    return next.get();
  }

  /** What is wrong with it; empty if nothing. */
  static Optional<String> fault(String baggage) {
    if (baggage.isEmpty()) {
      return Optional.empty();
    }
    if (baggage.length() > MOST_BYTES) {
      return Optional.of("baggage-string too large: " + baggage.length());
    }
    String[] members = baggage.split(",", -1);
    if (members.length > MOST_MEMBERS) {
      return Optional.of("too many list-members in baggage-string: " + members.length);
    }
    for (String member : members) {
      Optional<String> fault = faultOfMember(member);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> faultOfMember(String member) {
    int end = member.indexOf(';');
    String pair = end < 0 ? member : member.substring(0, end);
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return Optional.of("invalid baggage list-member: \"" + member + "\"");
    }
    String key = pair.substring(0, equals).strip();
    String value = pair.substring(equals + 1).strip();
    if (!TOKEN.matcher(key).matches()) {
      return Optional.of("invalid key: \"" + key + "\"");
    }
    if (!VALUE.matcher(value).matches()) {
      return Optional.of("invalid value: \"" + value + "\"");
    }
    var escape = BAD_ESCAPE.matcher(value);
    if (escape.find()) {
      return Optional.of("invalid value: invalid URL escape \"" + escape.group() + "\"");
    }
    return end < 0 ? Optional.empty() : faultOfProperties(member.substring(end + 1));
  }

  private static Optional<String> faultOfProperties(String properties) {
    if (properties.isBlank()) {
      return Optional.empty();
    }
    for (String property : properties.split(";", -1)) {
      int equals = property.indexOf('=');
      String key = (equals < 0 ? property : property.substring(0, equals)).strip();
      boolean good =
          TOKEN.matcher(key).matches()
              && (equals < 0 || VALUE.matcher(property.substring(equals + 1).strip()).matches());
      if (!good) {
        return Optional.of("invalid baggage list-member property: \"" + property + "\"");
      }
    }
    return Optional.empty();
  }
}
