package io.todochatbot.conformance.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * People who add tasks, some by the API and one by the chat, and remember what was acknowledged.
 */
final class Writers {
  /** How many write at once; at most so many requests are under way when something dies. */
  static final int AT_ONCE = 3;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sentences = new AtomicInteger();

  private interface Adding {
    /** Adds a task; false if that was refused. */
    boolean add(Api api) throws IOException, InterruptedException;
  }

  /** Something that happens while they write. */
  interface Disaster {
    void happen() throws Exception;
  }

  /** Ids of the tasks whose creation was answered. */
  Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** Lets everybody write, lets it happen after so many more answers, and waits for their end. */
  void writeUntil(Api api, int answers, Disaster disaster) throws Exception {
    int goal = acknowledged.size() + answers;
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      people.execute(() -> repeat(api, this::byChat));
      for (int i = 1; i < AT_ONCE; i++) {
        people.execute(() -> repeat(api, this::byApi));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(2))
          .until(() -> acknowledged.size() >= goal);
      disaster.happen();
      people.shutdownNow();
    }
  }

  private static void repeat(Api api, Adding adding) {
    try {
      boolean went = true;
      while (went && !Thread.currentThread().isInterrupted()) {
        went = adding.add(api);
      }
    } catch (IOException expected) {
      // what they talked to was killed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean byApi(Api api) throws IOException, InterruptedException {
    Api.Answer answer = api.app("POST", "/tasks", "{\"title\": \"" + words() + "\"}");
    return answer.status() == 201 && acknowledged.add(answer.json().path("id").asText());
  }

  private boolean byChat(Api api) throws IOException, InterruptedException {
    Api.Answer answer = api.app("POST", "/chat", "{\"message\": \"add " + words() + "\"}");
    if (answer.status() != 200) {
      return false;
    }
    JsonNode changed = answer.json().path("changed").path(0);
    return changed.path("type").asText().equals("TASK_CREATED")
        && acknowledged.add(changed.path("task").path("id").asText());
  }

  /** A title that was never used; of letters only, so that no date is read from it. */
  private String words() {
    StringBuilder word = new StringBuilder("zz");
    for (int n = sentences.incrementAndGet(); n > 0; n /= 20) {
      word.append("bcdfghjklmnpqrstvwxz".charAt(n % 20));
    }
    return "polish " + word;
  }
}
