package io.todochatbot.todo.event;

/** The topics of the app. */
public enum Topic {
  /** What happens to tasks. */
  TODO_EVENTS("todo-events"),
  /** What is said in conversations. */
  CHAT_EVENTS("chat-events"),
  /** Who comes and signs in. */
  USER_EVENTS("user-events");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  /** The topic's name on the wire. */
  public String title() {
    return title;
  }
}
