package io.todochatbot.components;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.Setting;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private static final List<ComponentProvider> PROVIDERS =
      ServiceLoader.load(ComponentProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  @Test
  void registersEveryComponentOnce() {
    assertThat(PROVIDERS)
        .extracting(ComponentProvider::type)
        .contains(
            "state.in-memory",
            "state.sqlite",
            "pubsub.in-memory",
            "pubsub.sqlite",
            "jobs.sqlite",
            "secretstores.local.file",
            "secretstores.local.env",
            "configuration.in-memory",
            "configuration.local.file",
            "lock.in-memory",
            "lock.sqlite",
            "crypto.dapr.localstorage",
            "crypto.dapr.jwks")
        .doesNotHaveDuplicates();
  }

  @Test
  void saysOfEverySettingWhatItMeans() {
    assertThat(PROVIDERS)
        .flatExtracting(provider -> Arrays.asList(provider.settings().getRecordComponents()))
        .allSatisfy(ProvidersTest::isDeclared);
  }

  private static void isDeclared(Object component) {
    Setting setting = ((RecordComponent) component).getAnnotation(Setting.class);
    assertThat(setting).as(component.toString()).isNotNull();
    assertThat(setting.meaning()).as(component.toString()).isNotBlank().doesNotEndWith(".");
  }
}
