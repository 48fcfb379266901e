package io.todochatbot.conformance.golden;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text is the recorded one, with placeholders for what differs at each run. */
final class TextMatch {
  private static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final String TRACE = "00-[0-9a-f]{32}-[0-9a-f]{16}-";

  /**
   * The placeholders that match anything of their form; the forms are described in the golden
   * README.
   */
  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("uuid", UUID),
          Map.entry(
              "time",
              "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)"),
          Map.entry(
              "httpdate", "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"),
          Map.entry("gotime", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*?"),
          Map.entry("traceparent-00", TRACE + "00"),
          Map.entry("traceparent-01", TRACE + "01"),
          Map.entry("streamId", "\\d+-\\d+"),
          Map.entry("port", "\\d+"),
          Map.entry("host", "[^;\\s\"]+"),
          Map.entry("idle", "\\d+"),
          Map.entry("home", "[^\\s\"]*"),
          Map.entry("prometheus text", "(?s:.*# TYPE .*)"));

  private static final Pattern TOKEN =
      Pattern.compile("<([A-Za-z][A-Za-z0-9 -]*)>|<(.)\\*(\\d+)>|\\{\\{[^{}]+}}");
  private static final Pattern CAPTURE = Pattern.compile("etag\\d+|subscriptionId");
  private static final Pattern BASE64 = Pattern.compile("<base64 of (.*)>", Pattern.DOTALL);

  /**
   * Where daprd's text goes on in the words of Go's parsers or of Redis: only the beginning is
   * stable.
   */
  private static final Pattern UNSTABLE =
      Pattern.compile(
          "json: |invalid character |unexpected end of JSON|unexpected EOF|\\bEOF$|dial tcp |proto: |strconv\\."
              + "|yaml: |ERR user_script|script: [0-9a-f]{8}|parsing time |parse \"");

  private static final Pattern NESTED =
      Pattern.compile("(possible etag mismatch\\. error from state store: )+");

  private final Values values;
  private final boolean sampledAtRandom;

  /**
   * @param sampledAtRandom whether the trace flags depend on chance
   */
  TextMatch(Values values, boolean sampledAtRandom) {
    this.values = values;
    this.sampledAtRandom = sampledAtRandom;
  }

  /** True where {@code actual} is what {@code expected} stands for; captures on the way. */
  boolean matches(String expected, String actual) {
    String wanted = normal(values.fill(expected));
    String found = normal(actual);
    return wanted.equals(found)
        || base64(wanted, found)
        || whole(wanted, found)
        || stableBeginning(wanted, found)
        || sameJson(wanted, found);
  }

  /**
   * True where the text is one placeholder and nothing else, so that it may stand for a number too.
   */
  static boolean isPlaceholder(String expected) {
    return TOKEN.matcher(expected).matches();
  }

  private static String normal(String text) {
    return NESTED.matcher(text.replace('\u00a0', ' ')).replaceAll("$1");
  }

  private boolean base64(String wanted, String found) {
    Matcher base64 = BASE64.matcher(wanted);
    if (!base64.matches()) {
      return false;
    }
    try {
      String plain = new String(Base64.getDecoder().decode(found), StandardCharsets.UTF_8);
      return matches(Values.many(base64.group(1)), plain);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private boolean whole(String wanted, String found) {
    List<String> captures = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern(wanted, captures), Pattern.DOTALL).matcher(found);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 0; i < captures.size(); i++) {
      values.capture(captures.get(i), matcher.group(i + 1));
    }
    return true;
  }

  private boolean stableBeginning(String wanted, String found) {
    Matcher unstable = UNSTABLE.matcher(wanted);
    if (!unstable.find()) {
      return false;
    }
    String beginning = wanted.substring(0, unstable.start());
    return !found.isBlank()
        && Pattern.compile(pattern(beginning, new ArrayList<>()), Pattern.DOTALL)
            .matcher(found)
            .lookingAt();
  }

  /** JSON inside a text: the order of keys says nothing. */
  private boolean sameJson(String wanted, String found) {
    if (!(wanted.startsWith("{") || wanted.startsWith("["))
        || wanted.charAt(0) != (found + " ").charAt(0)) {
      return false;
    }
    return Json.parse(wanted)
        .flatMap(
            w -> Json.parse(found).map(f -> new JsonDiff(this).differences("", w, f).isEmpty()))
        .orElse(false);
  }

  private String pattern(String wanted, List<String> captures) {
    StringBuilder pattern = new StringBuilder();
    Matcher token = TOKEN.matcher(wanted);
    int from = 0;
    while (token.find()) {
      Optional<String> form = form(token, captures);
      if (form.isPresent()) {
        pattern.append(Pattern.quote(wanted.substring(from, token.start()))).append(form.get());
        from = token.end();
      }
    }
    return pattern.append(Pattern.quote(wanted.substring(from))).toString();
  }

  private Optional<String> form(Matcher token, List<String> captures) {
    String name = token.group(1);
    if (token.group(2) != null) {
      return Optional.of(Pattern.quote(token.group(2)) + "{" + token.group(3) + "}");
    }
    if (name == null) {
      return Optional.of(".+?");
    }
    if (sampledAtRandom && name.startsWith("traceparent-")) {
      return Optional.of(TRACE + "0[01]");
    }
    if (!CAPTURE.matcher(name).matches()) {
      return Optional.ofNullable(FORMS.get(name));
    }
    Optional<String> known = values.captured(name);
    if (known.isEmpty()) {
      captures.add(name);
    }
    return Optional.of(known.map(Pattern::quote).orElse("(.+?)"));
  }
}
