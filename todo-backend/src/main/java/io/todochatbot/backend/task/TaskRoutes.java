package io.todochatbot.backend.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.backend.account.Caller;
import io.todochatbot.todo.web.JsonBody;
import io.todochatbot.todo.web.Problem;
import io.todochatbot.understanding.date.Due;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/tasks}: ordinary REST, and {@code POST} with an {@code action} as the README invokes
 * it.
 */
public final class TaskRoutes {
  private static final String COLLECTION = "/api/tasks";
  private static final String ONE = "/api/tasks/{id}";

  private final Tasks tasks;
  private final Function<Context, Caller> callers;
  private final Clock clock;

  /**
   * Routes to tasks.
   *
   * @param callers tells who asks, or refuses
   * @param clock in whose zone "today" is understood
   */
  public TaskRoutes(Tasks tasks, Function<Context, Caller> callers, Clock clock) {
    this.tasks = tasks;
    this.callers = callers;
    this.clock = clock;
  }

  /** Adds the routes to a server. */
  public void register(Javalin app) {
    app.get(COLLECTION, ctx -> list(ctx, callers.apply(ctx), ctx::queryParam));
    app.post(COLLECTION, ctx -> post(ctx, callers.apply(ctx)));
    app.get(ONE, ctx -> show(ctx, tasks.get(callers.apply(ctx), id(ctx))));
    app.patch(ONE, ctx -> show(ctx, patch(ctx, callers.apply(ctx))));
    app.put(ONE, ctx -> show(ctx, replace(ctx, callers.apply(ctx))));
    app.delete(
        ONE,
        ctx -> {
          tasks.delete(callers.apply(ctx), id(ctx));
          ctx.status(204);
        });
    app.post(ONE + "/complete", ctx -> show(ctx, tasks.complete(callers.apply(ctx), id(ctx))));
    app.post(
        ONE + "/reopen",
        ctx ->
            show(
                ctx,
                tasks.edit(callers.apply(ctx), id(ctx), new Tasks.Edit(null, false, null, false))));
  }

  private void list(Context ctx, Caller caller, Function<String, @Nullable String> parameters) {
    LocalDateTime now = LocalDateTime.now(clock);
    List<TaskJson> found =
        tasks.all(caller).stream()
            .filter(TaskFilter.of(parameters, now))
            .map(TaskJson::of)
            .toList();
    ctx.json(Map.of("tasks", found, "count", found.size()));
  }

  private void post(Context ctx, Caller caller) {
    JsonNode body = object(ctx);
    String action = text(body, "action");
    switch (action == null ? "create" : action) {
      case "list" -> list(ctx, caller, name -> text(body, name));
      case "create", "add" -> create(ctx, caller, body);
      default ->
          throw new Problem(400, "action: " + action + " (expected: list, or create with a title)");
    }
  }

  private void create(Context ctx, Caller caller, JsonNode body) {
    Task task = tasks.add(caller, title(body), due(body));
    ctx.status(201).header("Location", COLLECTION + "/" + task.id());
    show(ctx, task);
  }

  private Task patch(Context ctx, Caller caller) {
    JsonNode body = object(ctx);
    return tasks.edit(
        caller,
        id(ctx),
        new Tasks.Edit(
            body.has("title") ? title(body) : null, body.has("due"), due(body), done(body)));
  }

  private Task replace(Context ctx, Caller caller) {
    JsonNode body = object(ctx);
    Boolean done = done(body);
    return tasks.edit(
        caller, id(ctx), new Tasks.Edit(title(body), true, due(body), done != null && done));
  }

  private static void show(Context ctx, Task task) {
    ctx.json(TaskJson.of(task));
  }

  private static String id(Context ctx) {
    return ctx.pathParam("id");
  }

  private static JsonNode object(Context ctx) {
    JsonNode body = JsonBody.read(ctx, JsonNode.class);
    if (!body.isObject()) {
      throw new Problem(400, "The body is no JSON object (expected: such as {\"title\":\"…\"})");
    }
    return body;
  }

  private static String title(JsonNode body) {
    String title = text(body, "title");
    if (title == null) {
      throw new Problem(400, "title: is missing (expected: what is to be done)");
    }
    return title;
  }

  private static @Nullable Due due(JsonNode body) {
    String due = text(body, "due");
    try {
      return due == null ? null : Due.parse(due);
    } catch (DateTimeException e) {
      throw new Problem(
          400, "due: " + due + " (expected: such as 2026-03-05 or 2026-03-05T17:00)", e);
    }
  }

  private static @Nullable Boolean done(JsonNode body) {
    JsonNode done = body.path("done");
    if (done.isMissingNode()) {
      return null;
    }
    if (!done.isBoolean()) {
      throw new Problem(400, "done: " + done + " (expected: true or false)");
    }
    return done.booleanValue();
  }

  private static @Nullable String text(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new Problem(400, name + ": " + value + " (expected: text)");
    }
    return value.asText();
  }
}
