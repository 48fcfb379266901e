package io.todochatbot.todo.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.todochatbot.todo.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rendering of refusals as {@code application/problem+json}. */
final class ProblemJson {
  static final String CONTENT_TYPE = "application/problem+json";

  private ProblemJson() {}

  static void answer(Context ctx, int status, String detail) {
    answer(ctx, status, detail, Map.of());
  }

  static void answer(Context ctx, int status, String detail, Map<String, ?> more) {
    ctx.status(status).contentType(CONTENT_TYPE).result(text(status, detail, ctx.path(), more));
  }

  static String text(int status, String detail, String path, Map<String, ?> more) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", HttpStatus.forStatus(status).getMessage());
    problem.put("status", status);
    problem.put("detail", detail);
    problem.put("instance", path);
    problem.putAll(more);
    return Json.write(problem);
  }
}
