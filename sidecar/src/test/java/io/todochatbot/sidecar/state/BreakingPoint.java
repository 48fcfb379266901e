package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.component.SettingsReader;
import io.todochatbot.spi.Component;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentProvider;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;

/** Where a process stops for ever, so that it can be killed there. */
enum BreakingPoint {
  NONE,
  BEFORE_COMMIT,
  WITHIN_TRANSACTION,
  AFTER_COMMIT,
  BEFORE_PUBLISH,
  AFTER_PUBLISH,
  AFTER_FORGETTING;

  /** What a process says that has come there. */
  String said() {
    return "stopped at " + this;
  }

  /** Stops if this is {@code chosen}. */
  void reached(BreakingPoint chosen) {
    if (this != chosen) {
      return;
    }
    System.out.println(said());
    System.out.flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the real component behind a breakable one. */
  static Component real(String type, ComponentContext context) {
    return ServiceLoader.load(ComponentProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.type().equals(type))
        .findFirst()
        .orElseThrow()
        .create(new SettingsReader(context.metadata()), context);
  }
}
