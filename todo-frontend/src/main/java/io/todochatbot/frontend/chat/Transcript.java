package io.todochatbot.frontend.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * What was said lately, so that a page that is opened again goes on where it was.
 *
 * @param conversation the conversation's id at the backend; empty before its beginning
 * @param said how many lines there were in all, with those that are forgotten
 * @param lines the last lines
 */
public record Transcript(String conversation, long said, List<ChatLine> lines) {
  /** Before anything is said. */
  public static final Transcript EMPTY = new Transcript("", 0, List.of());

  private static final int KEPT = 60;

  public Transcript {
    lines = List.copyOf(lines);
  }

  /** With one more turn; the oldest lines are forgotten. */
  Transcript and(String conversationNow, ChatLine... turn) {
    List<ChatLine> all = new ArrayList<>(lines);
    all.addAll(List.of(turn));
    List<ChatLine> last = all.subList(Math.max(0, all.size() - KEPT), all.size());
    return new Transcript(conversationNow, said + turn.length, last);
  }

  /** The lines that came after so many; all that are kept if that is long ago, or not our count. */
  public List<ChatLine> after(long seen) {
    long fresh = said - seen;
    return fresh < 0 || fresh > lines.size()
        ? lines
        : lines.subList(lines.size() - (int) fresh, lines.size());
  }
}
