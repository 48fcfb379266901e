package io.todochatbot.todo.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty refuses before a route is looked for (a malformed request), as problem details too.
 */
final class JettyProblems extends ErrorHandler {
  @Override
  public void handle(
      String target, Request base, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    base.setHandled(true);
    response.setContentType(ProblemJson.CONTENT_TYPE);
    response
        .getOutputStream()
        .write(
            ProblemJson.text(response.getStatus(), "The request can't be served", target, Map.of())
                .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public ByteBuffer badMessageError(
      int status, @Nullable String reason, HttpFields.Mutable fields) {
    fields.put("Content-Type", ProblemJson.CONTENT_TYPE);
    String detail = "The request can't be understood" + (reason == null ? "" : ": " + reason);
    return ByteBuffer.wrap(
        ProblemJson.text(status, detail, "", Map.of()).getBytes(StandardCharsets.UTF_8));
  }
}
