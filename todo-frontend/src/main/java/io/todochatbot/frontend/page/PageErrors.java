package io.todochatbot.frontend.page;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.todochatbot.todo.dapr.DaprFailure;
import io.todochatbot.todo.web.Problem;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person sees when a page's route fails: a toast where a part was asked for, a page of its
 * own where a page was. Routes of the API have problem details instead.
 */
public final class PageErrors {
  private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);
  private static final int UNAUTHORIZED = 401;
  private static final int UNAVAILABLE = 503;
  private static final int INTERNAL = 500;

  private final Pages pages;

  /** Shows errors with these templates. */
  public PageErrors(Pages pages) {
    this.pages = pages;
  }

  /** The handler, with its failures shown to the person. */
  public Handler shown(Handler handler) {
    return ctx -> {
      try {
        handler.handle(ctx);
      } catch (Problem e) {
        show(ctx, e.status(), e.detail());
      } catch (DaprFailure e) {
        LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.getMessage());
        show(ctx, UNAVAILABLE, "A part of the app can't be reached just now. Please try again.");
      } catch (Exception e) {
        LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
        show(ctx, INTERNAL, "Something went wrong on our side; the service's log says what.");
      }
    };
  }

  private void show(Context ctx, int status, String message) {
    ctx.status(status);
    if (status == UNAUTHORIZED) {
      ctx.header("WWW-Authenticate", "Bearer realm=\"todo\"");
    }
    boolean part = ctx.header("HX-Request") != null;
    if (part && status == UNAUTHORIZED) {
      // The whole page belongs to nobody now; its address says what to do.
      ctx.header("HX-Redirect", "/");
    } else if (part) {
      ctx.header("HX-Retarget", "#toasts").header("HX-Reswap", "beforeend");
      pages.show(ctx, "toast.jte", Map.of("toast", Toast.error(message)));
    } else {
      pages.show(
          ctx,
          "door.jte",
          Map.of(
              "shell",
              new Shell(pages.assets(), Shell.Place.DOOR, ""),
              "title",
              status == UNAUTHORIZED ? "You are not signed in" : "That did not work",
              "message",
              status == UNAUTHORIZED ? "" : message,
              "hint",
              status < INTERNAL));
    }
  }
}
