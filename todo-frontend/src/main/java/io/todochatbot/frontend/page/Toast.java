package io.todochatbot.frontend.page;

import java.util.Map;

/**
 * A short message at the foot of the page, out of the way of what it is about.
 *
 * @param text what happened
 * @param error whether something went wrong
 * @param undo what takes it back, if anything does
 */
public record Toast(String text, boolean error, Undo undo) {

  /**
   * A request that takes something back.
   *
   * @param url where to POST; empty if there is nothing to take back
   * @param fields the form fields to send
   */
  public record Undo(String url, Map<String, String> fields) {
    /** Nothing to take back. */
    public static final Undo NONE = new Undo("", Map.of());

    public Undo {
      fields = Map.copyOf(fields);
    }
  }

  /** Something was done. */
  public static Toast done(String text) {
    return new Toast(text, false, Undo.NONE);
  }

  /** Something was done that can be taken back. */
  public static Toast undoable(String text, Undo undo) {
    return new Toast(text, false, undo);
  }

  /** Something went wrong. */
  public static Toast error(String text) {
    return new Toast(text, true, Undo.NONE);
  }
}
