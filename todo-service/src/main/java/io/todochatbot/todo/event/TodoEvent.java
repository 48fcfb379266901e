package io.todochatbot.todo.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the app. A switch over it has no default, so a new event does not
 * compile until every service has answered it.
 *
 * <p>Due dates are local to the user: {@code 2026-03-05} or {@code 2026-03-05T17:00}. Members that
 * an event published by hand may lack are nullable.
 */
public sealed interface TodoEvent {

  /** A task was added. */
  record TaskCreated(String taskId, @Nullable String title, @Nullable String due)
      implements TodoEvent {}

  /** A task has another title or due date; the members carry what it is now. */
  record TaskUpdated(String taskId, @Nullable String title, @Nullable String due)
      implements TodoEvent {}

  /** A task was done. */
  record TaskCompleted(String taskId, @Nullable String title) implements TodoEvent {}

  /** A task was deleted. */
  record TaskDeleted(String taskId, @Nullable String title) implements TodoEvent {}

  /** Somebody said something to the bot and was answered; the words stay out of the event. */
  record MessageSent(String conversationId, @Nullable String intent) implements TodoEvent {}

  /** A conversation began. */
  record ConversationCreated(String conversationId) implements TodoEvent {}

  /** A user was seen for the first time. */
  record UserCreated(@Nullable String name) implements TodoEvent {}

  /** A user signed in. */
  record UserLogin(@Nullable String method) implements TodoEvent {}

  /** Something that this version does not know, kept as it came. */
  record Other(String type, Map<String, Object> members) implements TodoEvent {
    /** Copies the members. */
    public Other {
      members = Map.copyOf(members);
    }
  }

  /** Its name in {@code event_type}. */
  default String type() {
    return switch (this) {
      case TaskCreated e -> "TASK_CREATED";
      case TaskUpdated e -> "TASK_UPDATED";
      case TaskCompleted e -> "TASK_COMPLETED";
      case TaskDeleted e -> "TASK_DELETED";
      case MessageSent e -> "MESSAGE_SENT";
      case ConversationCreated e -> "CONVERSATION_CREATED";
      case UserCreated e -> "USER_CREATED";
      case UserLogin e -> "USER_LOGIN";
      case Other e -> e.type();
    };
  }

  /** The topic it is published on. */
  default Topic topic() {
    return switch (this) {
      case TaskCreated e -> Topic.TODO_EVENTS;
      case TaskUpdated e -> Topic.TODO_EVENTS;
      case TaskCompleted e -> Topic.TODO_EVENTS;
      case TaskDeleted e -> Topic.TODO_EVENTS;
      case MessageSent e -> Topic.CHAT_EVENTS;
      case ConversationCreated e -> Topic.CHAT_EVENTS;
      case UserCreated e -> Topic.USER_EVENTS;
      case UserLogin e -> Topic.USER_EVENTS;
      case Other e -> Topic.TODO_EVENTS;
    };
  }
}
