package io.todochatbot.frontend.live;

import java.util.Locale;

/** What a page can be told to read again. */
enum News {
  TASKS,
  CHAT;

  /** Its name as a server-sent event. */
  String event() {
    return name().toLowerCase(Locale.ROOT);
  }
}
