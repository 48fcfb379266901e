package io.todochatbot.backend.chat;

import io.todochatbot.backend.task.Task;
import io.todochatbot.understanding.Reference;
import io.todochatbot.understanding.TitleMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tasks that a reference means: numbers count in the list last shown, else in the list as
 * it would be shown now.
 *
 * @param tasks that may be meant, in the order of the list
 */
record Lookup(List<Task> tasks, Context context) {

  /** Those meant; none if nothing fits, several if the reference does not tell. */
  List<Task> find(Reference reference) {
    return switch (reference) {
      case Reference.Position position -> at(position.number() - 1);
      case Reference.Last last -> at(shown().size() - 1);
      case Reference.It it -> it().map(List::of).orElse(List.of());
      case Reference.All all -> tasks;
      case Reference.Title title -> titled(title.words());
    };
  }

  private List<Task> at(int index) {
    List<@Nullable Task> shown = shown();
    Task task = index >= 0 && index < shown.size() ? shown.get(index) : null;
    return task == null ? List.of() : List.of(task);
  }

  /** The list last shown; a task that is gone since then keeps its number. */
  private List<@Nullable Task> shown() {
    List<@Nullable Task> shown = new ArrayList<>();
    if (context.listed().isEmpty()) {
      shown.addAll(tasks);
    } else {
      context.listed().forEach(id -> shown.add(byId(id).orElse(null)));
    }
    return shown;
  }

  private Optional<Task> it() {
    String last = context.last();
    if (last != null) {
      return byId(last);
    }
    return tasks.size() == 1 ? Optional.of(tasks.getFirst()) : Optional.empty();
  }

  private Optional<Task> byId(String id) {
    return tasks.stream().filter(task -> task.id().equals(id)).findFirst();
  }

  private List<Task> titled(String words) {
    return TitleMatch.among(tasks.stream().map(Task::title).toList(), words).stream()
        .map(tasks::get)
        .toList();
  }
}
