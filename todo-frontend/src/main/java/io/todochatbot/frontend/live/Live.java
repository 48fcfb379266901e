package io.todochatbot.frontend.live;

import io.javalin.http.sse.SseClient;
import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.TodoEvent;
import io.todochatbot.todo.web.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells open pages that something changed. A page is told what to ask for again, never the content:
 * it then reads the current state, whatever it missed. Thread-safe.
 */
public final class Live implements AutoCloseable {
  private final Map<Listener, String> listeners = new ConcurrentHashMap<>();
  private final Duration heartbeat;
  private volatile boolean closed;

  /** With a sign of life on a quiet line this often, so that a dead one is noticed. */
  public Live(Duration heartbeat) {
    this.heartbeat = heartbeat;
  }

  /** Serves one page until it goes away or we close; blocks so long. */
  public void serve(SseClient client, String userId) {
    Listener listener = new Listener(client, heartbeat);
    listeners.put(listener, userId);
    try {
      if (!closed) {
        // Whatever happened between rendering and connecting, or while the line was down.
        listener.tell(News.TASKS);
        listener.run();
      }
    } finally {
      listeners.remove(listener);
      client.close();
    }
  }

  /** Passes an event of a topic on to the pages of its user; of nobody in particular, to all. */
  public Topics.Outcome tell(Envelope event) {
    Set<News> news = news(event.event());
    listeners.forEach(
        (listener, userId) -> {
          if (event.userId().isEmpty() || event.userId().equals(userId)) {
            news.forEach(listener::tell);
          }
        });
    return Topics.Outcome.SUCCESS;
  }

  /** How many pages are connected. */
  public int pages() {
    return listeners.size();
  }

  /** Lets all pages go, at once. */
  @Override
  public void close() {
    closed = true;
    listeners.keySet().forEach(Listener::stop);
  }

  // Without a default: a new event does not compile until someone says what a page does about it.
  private static Set<News> news(TodoEvent event) {
    return switch (event) {
      case TodoEvent.TaskCreated e -> Set.of(News.TASKS);
      case TodoEvent.TaskUpdated e -> Set.of(News.TASKS);
      case TodoEvent.TaskCompleted e -> Set.of(News.TASKS);
      case TodoEvent.TaskDeleted e -> Set.of(News.TASKS);
      case TodoEvent.MessageSent e -> Set.of(News.CHAT);
      case TodoEvent.ConversationCreated e -> Set.of();
      case TodoEvent.UserCreated e -> Set.of();
      case TodoEvent.UserLogin e -> Set.of();
      case TodoEvent.Other e -> Set.of(News.TASKS);
    };
  }
}
