package io.todochatbot.frontend.chat;

/**
 * One thing that was said.
 *
 * @param mine whether the person said it, not the bot
 * @param text what was said
 */
public record ChatLine(boolean mine, String text) {

  /** What the person said. */
  public static ChatLine mine(String text) {
    return new ChatLine(true, text);
  }

  /** What the bot answered. */
  public static ChatLine bot(String text) {
    return new ChatLine(false, text);
  }
}
