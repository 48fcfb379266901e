package io.todochatbot.frontend.chat;

/**
 * One thing that was said.
 *
 * @param mine whether the person said it, not the bot
 * @param text what was said
 * @param failed whether it says that something went wrong
 */
public record ChatLine(boolean mine, String text, boolean failed) {

  /** What the person said. */
  public static ChatLine mine(String text) {
    return new ChatLine(true, text, false);
  }

  /** What the bot answered. */
  public static ChatLine bot(String text) {
    return new ChatLine(false, text, false);
  }
}
