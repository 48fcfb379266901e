package io.todochatbot.components.sqlite;

import io.todochatbot.spi.PubSub.Message;
import io.todochatbot.spi.PubSub.Outcome;
import io.todochatbot.spi.TestContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A process that takes messages in hand, publishes, and waits to be killed. */
final class CrashingConsumer {
  private CrashingConsumer() {}

  /** Takes the database's path. */
  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    SqlitePubSub pubsub =
        new SqlitePubSub(SqlitePubSubTest.settings(arguments[0]), new TestContext().context());
    pubsub.subscribe(
        "t",
        Map.of(),
        message -> {
          say("took " + new String(message.data(), StandardCharsets.UTF_8));
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Outcome.RETRY;
        });
    for (int i = 0; ; i++) {
      byte[] data = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
      pubsub.publish(new Message("out", data, Optional.empty(), Map.of()));
      say("published " + i);
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
