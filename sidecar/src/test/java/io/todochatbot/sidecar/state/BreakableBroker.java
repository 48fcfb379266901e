package io.todochatbot.sidecar.state;

import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.PubSub;
import io.todochatbot.spi.Setting;
import java.util.Map;

/** {@code pubsub.breakable}: {@code pubsub.sqlite} that stops at a point. */
public final class BreakableBroker implements PubSub {
  /** Registers it. */
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("pubsub.breakable", Settings.class, BreakableBroker::new);
    }
  }

  /** Where it stops. */
  public record Settings(@Setting(meaning = "where", fallback = "NONE") String breakAt) {}

  private final BreakingPoint chosen;
  private final PubSub real;

  BreakableBroker(Settings settings, ComponentContext context) {
    chosen = BreakingPoint.valueOf(settings.breakAt());
    real = (PubSub) BreakingPoint.real("pubsub.sqlite", context);
  }

  @Override
  public void publish(Message message) {
    BreakingPoint.BEFORE_PUBLISH.reached(chosen);
    real.publish(message);
    BreakingPoint.AFTER_PUBLISH.reached(chosen);
  }

  @Override
  public Subscription subscribe(String topic, Map<String, String> metadata, Handler handler) {
    return real.subscribe(topic, metadata, handler);
  }

  @Override
  public void close() {
    real.close();
  }
}
