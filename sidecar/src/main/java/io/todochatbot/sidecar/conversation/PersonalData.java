package io.todochatbot.sidecar.conversation;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replaces personal data in a text by its kind ({@code <EMAIL_ADDRESS>}), as daprd's {@code
 * scrubPII} does: the same kinds by the same rules, the same winner where two kinds overlap. Links
 * and addresses of repositories stay as they are.
 *
 * <p>Matching takes time linear in the text's length, whatever the text.
 */
final class PersonalData {
  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)";
  private static final String IPV4 = "(?:" + BYTE + "\\.){3}" + BYTE;
  private static final String WORD = "[0-9A-Fa-f]{1,4}";

  /** The kinds, in the order that decides which of two equal finds is taken: the last one. */
  private static final List<Kind> SCRUBBED =
      List.of(
          new Kind(
              "STREET_ADDRESS",
              "(?i)\\d{1,4} [\\w\\s]{1,20}(?:street|st|avenue|ave|road|rd|highway|hwy|square|sq|trail|trl"
                  + "|drive|dr|court|ct|park|parkway|pkwy|circle|cir|boulevard|blvd)\\W?"),
          new Kind("CREDIT_CARD", "(?:\\d{4}[- ]?){3}\\d{4}|\\d{15,16}"),
          new Kind("PHONE_NUMBER", americanPhone()),
          new Kind("PHONE_NUMBER", phone()),
          new Kind(
              "EMAIL_ADDRESS",
              "(?i)[a-z0-9!#$%&'*+/=?^_{|.}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+"
                  + "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"),
          new Kind("IP", IPV4 + "|" + ipv6()),
          new Kind("ZIP_CODE", "\\b\\d{5}(?:[-\\s]\\d{4})?\\b"),
          new Kind("PO_BOX", "(?i)P\\.? ?O\\.? Box \\d+"),
          new Kind("US_SSN", "\\d{3}-\\d{2}-\\d{4}"),
          new Kind("ISBN", "(?:\\d-?){9}[\\dxX]"),
          new Kind("ISBN", "(?:\\d-?){12}[\\dxX]"),
          new Kind("MAC_ADDRESS", "(?:[a-fA-F0-9]{2}[:-]){5}[a-fA-F0-9]{2}"),
          new Kind("IBAN", "[A-Z]{2}\\d{2}[A-Z0-9]{4}\\d{7}(?:[A-Z\\d]?){0,16}"));

  private static final List<Kind> KEPT =
      List.of(
          new Kind("LINK", link()),
          new Kind("GIT_REPO", "(?:git|ssh|https?|git@[\\w.]+)(?::(?://)?)[\\w.@:/\\-~]+\\.git/?"));

  private PersonalData() {}

  /** The text without the personal data that was found in it. */
  static String scrub(String text) {
    List<Found> finds = uncovered(apart(find(SCRUBBED, text)), apart(find(KEPT, text)));
    StringBuilder scrubbed = new StringBuilder();
    int from = 0;
    for (Found found : finds) {
      scrubbed.append(text, from, found.start()).append('<').append(found.kind()).append('>');
      from = found.end();
    }
    return scrubbed.append(text, from, text.length()).toString();
  }

  /** Everything found, by where it begins, the longer first; of equals the later kind first. */
  private static List<Found> find(List<Kind> kinds, String text) {
    List<Found> finds = new ArrayList<>();
    for (Kind kind : kinds) {
      Matcher matcher = kind.pattern().matcher(text);
      while (matcher.find()) {
        finds.add(new Found(kind.name(), matcher.start(), matcher.end()));
      }
    }
    return finds.reversed().stream()
        .sorted(
            Comparator.comparingInt(Found::start)
                .thenComparing(Comparator.comparingInt(Found::end).reversed()))
        .toList();
  }

  /** Takes from each what those before it cover already. */
  private static List<Found> apart(List<Found> finds) {
    List<Found> apart = new ArrayList<>();
    int covered = 0;
    for (Found found : finds) {
      if (found.end() > covered) {
        apart.add(new Found(found.kind(), Math.max(found.start(), covered), found.end()));
        covered = found.end();
      }
    }
    return apart;
  }

  private static List<Found> uncovered(List<Found> finds, List<Found> kept) {
    return finds.stream()
        .filter(f -> kept.stream().noneMatch(k -> f.start() <= k.end() && f.end() >= k.start()))
        .toList();
  }

  private static String phone() {
    String country = "(?:\\+?\\d{1,3}[-.\\s*]?)?";
    return country + "(?:\\(?\\d{2,3}\\)?[-.\\s*]?)?\\d{2,3}[-.\\s*]?\\d{2,6}";
  }

  private static String americanPhone() {
    String area = "(?:[2-9]1[02-9]|[2-9][02-8]1|[2-9][02-8][02-9])";
    String exchange = "(?:[2-9]1[02-9]|[2-9][02-9]1|[2-9][02-9]{2})";
    String dash = "\\s*(?:[.-]\\s*)?";
    return "(?i)(?:(?:\\+?1"
        + dash
        + ")?(?:\\(\\s*"
        + area
        + "\\s*\\)|"
        + area
        + ")"
        + dash
        + ")?"
        + exchange
        + dash
        + "[0-9]{4}(?:\\s*(?:#|x\\.?|ext\\.?|extension)\\s*(?:\\d+)?)";
  }

  /** Eight words, or fewer with one gap, the last two perhaps written as an IPv4 address. */
  private static String ipv6() {
    Stream.Builder<String> forms = Stream.builder();
    forms.add("(?:" + WORD + ":){7}(?:" + WORD + "|:)");
    for (int before = 6; before >= 0; before--) {
      String head = before == 0 ? ":" : "(?:" + WORD + ":){" + before + "}";
      int after = 7 - before;
      String words = "(?::" + WORD + "){1," + after + "}";
      String gap = after < 2 ? ":" : "(?::" + WORD + "){0," + (after - 2) + "}:";
      String mixed = before == 6 ? IPV4 : gap + IPV4;
      forms.add(head + "(?:" + words + "|" + mixed + "|:)");
    }
    return "(?:" + String.join("|", forms.build().toList()) + ")(?:%.+)?\\s*";
  }

  private static String link() {
    String inner = "\\((?:[^\\s()<>]+|\\([^\\s()<>]+\\))*\\)";
    return "https?://(?:[a-z0-9.\\-]+)[.](?:[^\\s()<>]+|"
        + inner
        + ")+(?:"
        + inner
        + "|[^\\s!()\\[\\]{};:'\".,<>?])";
  }

  private record Kind(String name, Pattern pattern) {
    Kind(String name, String pattern) {
      this(name, Pattern.compile(pattern));
    }
  }

  private record Found(String kind, int start, int end) {}
}
