package io.todochatbot.frontend.task;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.frontend.access.SignIn;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.frontend.page.PageErrors;
import io.todochatbot.frontend.page.Pages;
import io.todochatbot.frontend.page.Toast;
import io.todochatbot.todo.dapr.DaprFailure;
import io.todochatbot.todo.web.Problem;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list's routes: each changes one task and answers with the whole list as it is now. */
public final class TaskRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRoutes.class);
  private static final int BAD_REQUEST = 400;
  private static final int NO_CONTENT = 204;
  private static final int UNAVAILABLE = 503;

  private final Tasks tasks;
  private final SignIn signIn;
  private final Pages pages;
  private final Clock clock;

  /**
   * The list, or why there is none.
   *
   * @param list empty if it can't be had
   * @param problem what to tell the person then
   */
  public record Answer(Optional<TaskList> list, String problem) {}

  /** Routes for the tasks of whoever is signed in; the clock says what is late. */
  public TaskRoutes(Tasks tasks, SignIn signIn, Pages pages, Clock clock) {
    this.tasks = tasks;
    this.signIn = signIn;
    this.pages = pages;
    this.clock = clock;
  }

  /** Adds the routes. */
  public void register(Javalin app, PageErrors errors) {
    app.get("/tasks", errors.shown(this::list));
    app.post("/tasks", errors.shown(this::add));
    app.post("/tasks/{id}", errors.shown(this::change));
    app.post("/tasks/{id}/complete", errors.shown(this::complete));
    app.post("/tasks/{id}/reopen", errors.shown(this::reopen));
    app.delete("/tasks/{id}", errors.shown(this::delete));
  }

  /** A person's list as it is now, or what to tell them while the backend can't be reached. */
  public Answer listOrProblem(Visitor visitor) {
    try {
      return new Answer(Optional.of(listOf(visitor)), "");
    } catch (Problem e) {
      return new Answer(Optional.empty(), e.detail());
    } catch (DaprFailure e) {
      LOG.warn("the list is not there: {}", e.getMessage());
      return new Answer(Optional.empty(), "Your tasks can't be reached just now. Trying again …");
    }
  }

  private void list(Context ctx) {
    String seen = Optional.ofNullable(ctx.queryParam("seen")).orElse("");
    Answer now = listOrProblem(signIn.require(ctx));
    if (now.list().isPresent()) {
      TaskList list = now.list().get();
      // Asked for at every event: a list that looks as before is not drawn again.
      if (list.version().equals(seen)) {
        ctx.status(NO_CONTENT);
      } else {
        pages.show(ctx, "tasks.jte", Map.of("tasks", list));
      }
    } else if (seen.isEmpty()) {
      ctx.status(UNAVAILABLE);
      pages.show(ctx, "unavailable.jte", Map.of("problem", now.problem()));
    } else {
      ctx.status(NO_CONTENT); // the list that is shown stays; the next event asks again
    }
  }

  private TaskList listOf(Visitor visitor) {
    return TaskList.of(tasks.all(visitor), clock);
  }

  private void add(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    Task ignored = tasks.add(visitor, title(ctx), due(ctx));
    show(ctx, visitor, Optional.empty());
  }

  private void change(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    Task ignored = tasks.change(visitor, ctx.pathParam("id"), title(ctx), due(ctx));
    show(ctx, visitor, Optional.empty());
  }

  private void complete(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    Task task = tasks.complete(visitor, ctx.pathParam("id"));
    Toast.Undo undo = new Toast.Undo("/tasks/" + task.id() + "/reopen", Map.of());
    show(ctx, visitor, Optional.of(Toast.undoable("Done: " + task.title(), undo)));
  }

  private void reopen(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    Task ignored = tasks.reopen(visitor, ctx.pathParam("id"));
    show(ctx, visitor, Optional.empty());
  }

  private void delete(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    Task task = tasks.one(visitor, ctx.pathParam("id"));
    tasks.delete(visitor, task.id());
    Map<String, String> fields = new HashMap<>(Map.of("title", task.title()));
    task.due().ifPresent(due -> fields.put("date", due.date().toString()));
    task.due().flatMap(Due::time).ifPresent(time -> fields.put("time", time.toString()));
    Toast.Undo undo = new Toast.Undo("/tasks", fields);
    show(ctx, visitor, Optional.of(Toast.undoable("Deleted: " + task.title(), undo)));
  }

  private void show(Context ctx, Visitor visitor, Optional<Toast> toast) {
    Map<String, Object> parameters = new HashMap<>(Map.of("tasks", listOf(visitor)));
    toast.ifPresent(message -> parameters.put("toast", message));
    pages.show(ctx, "tasks.jte", parameters);
  }

  private static String title(Context ctx) {
    String title = Optional.ofNullable(ctx.formParam("title")).orElse("").strip();
    if (title.isEmpty()) {
      throw new Problem(BAD_REQUEST, "A task needs a title.");
    }
    return title;
  }

  private static Optional<Due> due(Context ctx) {
    String date = Optional.ofNullable(ctx.formParam("date")).orElse("");
    String time = Optional.ofNullable(ctx.formParam("time")).orElse("");
    if (date.isEmpty()) {
      if (time.isEmpty()) {
        return Optional.empty();
      }
      throw new Problem(BAD_REQUEST, "A time needs a date, too.");
    }
    try {
      return Optional.of(Due.parse(time.isEmpty() ? date : date + "T" + time));
    } catch (DateTimeException e) {
      throw new Problem(BAD_REQUEST, "That is no date: " + date + " " + time, e);
    }
  }
}
