package io.todochatbot.backend.chat;

import io.todochatbot.backend.account.Caller;
import io.todochatbot.backend.task.Task;
import io.todochatbot.backend.task.TaskJson;
import io.todochatbot.backend.task.Tasks;
import io.todochatbot.understanding.Filter;
import io.todochatbot.understanding.Intent;
import io.todochatbot.understanding.Reference;
import io.todochatbot.understanding.date.Due;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what somebody wants, for one message: acts where it is clear what is meant and asks
 * where it is not.
 *
 * @param now the moment of the message, in the user's zone
 */
record Conduct(Tasks tasks, Caller caller, Context context, ZonedDateTime now) {

  Turn add(String title, @Nullable Due due) {
    Task task = tasks.add(caller, title, due);
    String when = due == null ? "" : ", due " + Words.when(due, today());
    return done("TASK_CREATED", task, "Added " + Words.quoted(task.title()) + when + ".");
  }

  Turn show(Filter filter) {
    LocalDateTime moment = now.toLocalDateTime();
    List<Task> all = tasks.all(caller);
    List<Task> found =
        switch (filter) {
          case Filter.Open f -> all.stream().filter(task -> !task.done()).toList();
          case Filter.Done f -> all.stream().filter(Task::done).toList();
          case Filter.Overdue f -> all.stream().filter(task -> task.overdue(moment)).toList();
          case Filter.DueBetween f -> all.stream().filter(task -> isDue(task, f)).toList();
        };
    String what =
        switch (filter) {
          case Filter.Open f -> Words.count(found.size(), "open task");
          case Filter.Done f -> Words.count(found.size(), "task") + " done";
          case Filter.Overdue f -> Words.count(found.size(), "overdue task");
          case Filter.DueBetween f -> Words.count(found.size(), "task") + " due " + f.words();
        };
    Context seen = context.showing(found.stream().map(Task::id).toList());
    return found.isEmpty()
        ? new Turn(nothing(filter), seen, List.of(), found)
        : new Turn(
            "You have " + what + ":" + Words.numbered(found, today()), seen, List.of(), found);
  }

  /** Does what the verb says to the task that is meant; asks if that is not clear. */
  Turn act(Pending.Verb verb, Reference reference, @Nullable String value) {
    List<Task> pool = verb == Pending.Verb.DELETE ? tasks.all(caller) : tasks.open(caller);
    List<Task> meant = new Lookup(pool, context).find(reference);
    if (meant.size() == 1) {
      return act(verb, meant.getFirst(), value);
    }
    if (meant.isEmpty()) {
      return Turn.said(notFound(reference), context.withoutQuestion());
    }
    return reference instanceof Reference.All ? all(verb, meant, value) : which(verb, meant, value);
  }

  /** Does what the verb says to a task. */
  Turn act(Pending.Verb verb, Task task, @Nullable String value) {
    String id = task.id();
    String was = Words.quoted(task.title());
    return switch (verb) {
      case COMPLETE -> done("TASK_COMPLETED", tasks.complete(caller, id), "Done: " + was + ".");
      case DELETE, DELETE_ALL ->
          done("TASK_DELETED", tasks.delete(caller, id), "Deleted " + was + ".");
      case RENAME -> {
        Task renamed = tasks.rename(caller, id, Objects.requireNonNull(value));
        yield done(
            "TASK_UPDATED",
            renamed,
            "Renamed " + was + " to " + Words.quoted(renamed.title()) + ".");
      }
      case RESCHEDULE -> {
        Due due = moved(task, Due.parse(Objects.requireNonNull(value)));
        yield done(
            "TASK_UPDATED",
            tasks.reschedule(caller, id, due),
            was + " is now due " + Words.when(due, today()) + ".");
      }
      case ADD -> throw new IllegalStateException("adding needs no task");
    };
  }

  /** Does the same to several tasks. */
  Turn each(Pending.Verb verb, List<Task> meant) {
    List<Answer.Changed> changed = new ArrayList<>();
    meant.forEach(task -> changed.addAll(act(verb, task, null).changed()));
    String what = verb == Pending.Verb.COMPLETE ? "Completed " : "Deleted ";
    return Turn.did(
        what + Words.count(meant.size(), "task") + ":" + Words.numbered(meant, today()),
        context.withoutQuestion(),
        changed);
  }

  /** Asks which of several tasks is meant. */
  Turn which(Pending.Verb verb, List<Task> candidates, @Nullable String value) {
    List<String> ids = candidates.stream().map(Task::id).toList();
    return Turn.said(
        "Which one do you mean?" + Words.numbered(candidates, today()),
        context.showing(ids).asking(new Pending(verb, ids, value)));
  }

  private Turn all(Pending.Verb verb, List<Task> meant, @Nullable String value) {
    return switch (verb) {
      case COMPLETE -> each(verb, meant);
      case DELETE, DELETE_ALL ->
          Turn.said(
              "Shall I really delete "
                  + Words.count(meant.size(), "task")
                  + "? Say yes or no."
                  + Words.numbered(meant, today()),
              context.asking(
                  new Pending(
                      Pending.Verb.DELETE_ALL, meant.stream().map(Task::id).toList(), null)));
      case RENAME, RESCHEDULE, ADD -> which(verb, meant, value);
    };
  }

  /** A new day leaves the time of day as it was. */
  private static Due moved(Task task, Due to) {
    Due before = task.due();
    return to.time() == null && before != null ? new Due(to.date(), before.time()) : to;
  }

  private Turn done(String type, Task task, String reply) {
    return Turn.did(
        reply, context.speakingOf(task.id()), List.of(new Answer.Changed(type, TaskJson.of(task))));
  }

  private static boolean isDue(Task task, Filter.DueBetween span) {
    Due due = task.due();
    return !task.done()
        && due != null
        && !due.date().isBefore(span.from())
        && !due.date().isAfter(span.to());
  }

  private static String nothing(Filter filter) {
    return switch (filter) {
      case Filter.Open f -> "You have no open tasks. Say for example: add buy milk tomorrow at 5pm";
      case Filter.Done f -> "Nothing is done yet.";
      case Filter.Overdue f -> "Nothing is overdue.";
      case Filter.DueBetween f -> "Nothing is due " + f.words() + ".";
    };
  }

  private static String notFound(Reference reference) {
    return switch (reference) {
      case Reference.Title title ->
          "I found no task like "
              + Words.quoted(title.words())
              + ". Say “list my tasks” to see all.";
      case Reference.Position position ->
          "There is no task number " + position.number() + ". Say “list my tasks” to see all.";
      case Reference.It it -> "Which task do you mean? Say its title or its number in the list.";
      case Reference.Last last -> "There is no task in the list.";
      case Reference.All all -> "There are no tasks.";
    };
  }

  private LocalDate today() {
    return now.toLocalDate();
  }

  /** The intents that only take words. */
  Turn smallTalk(Intent intent) {
    String reply =
        switch (intent) {
          case Intent.Help i -> "I keep your tasks. You can say, for example:\n" + Words.EXAMPLES;
          case Intent.Greeting i -> "Hello! Tell me what you have to do, or say “help”.";
          case Intent.Thanks i -> "You're welcome.";
          case Intent.Yes i -> "There is nothing that I asked. Say “help” to see what I can do.";
          case Intent.No i -> "All right, I changed nothing.";
          case Intent.ImpossibleDate i ->
              "I changed nothing: " + i.trouble() + ". Please say it again with another date.";
          default -> "I did not understand that. You can say, for example:\n" + Words.EXAMPLES;
        };
    return Turn.said(reply, context.withoutQuestion());
  }
}
