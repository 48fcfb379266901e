package io.todochatbot.sidecar.bindings;

import io.todochatbot.spi.InputBinding;
import io.todochatbot.spi.OutputBinding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A binding of both directions: rung by tests, and remembers what it is asked. */
final class Bell implements InputBinding, OutputBinding {
  final List<Request> asked = new CopyOnWriteArrayList<>();
  private volatile Optional<Handler> handler = Optional.empty();
  private volatile Optional<Handler> last = Optional.empty();

  boolean isRead() {
    return handler.isPresent();
  }

  /** Rings; what the application answered comes later. */
  Future<String> ring(String data, Map<String, String> metadata) {
    Handler current = last.orElseThrow();
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            byte[] bytes =
                current.handle(new Event(data.getBytes(StandardCharsets.UTF_8), metadata));
            answer.complete(new String(bytes, StandardCharsets.UTF_8));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  @Override
  public Reading read(Handler given) {
    ExecutorService ringing = Executors.newVirtualThreadPerTaskExecutor();
    Handler counted =
        event -> {
          if (ringing.isShutdown()) {
            return given.handle(event);
          }
          return resultOf(ringing.submit(() -> given.handle(event)));
        };
    handler = Optional.of(counted);
    last = handler;
    return () -> {
      handler = Optional.empty();
      ringing.close();
    };
  }

  @Override
  public List<String> operations() {
    return List.of("create", "fail");
  }

  @Override
  public Optional<Result> invoke(Request request) {
    asked.add(request);
    if (request.operation().equals("fail")) {
      throw new Failed("out of order", Map.of("statusCode", "503"));
    }
    return request.entry("quiet").isPresent()
        ? Optional.empty()
        : Optional.of(new Result(request.data(), Map.of("tone", "a")));
  }

  @Override
  public void close() {}

  private static byte[] resultOf(Future<byte[]> future) {
    try {
      return future.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refusal
          ? refusal
          : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
