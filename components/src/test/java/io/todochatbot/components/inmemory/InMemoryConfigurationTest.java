package io.todochatbot.components.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ConfigurationStore;
import io.todochatbot.spi.ConfigurationStore.Item;
import io.todochatbot.spi.TestContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryConfigurationTest {
  private static final Item TEN = new Item("10", "", Map.of());

  @Test
  void takesEveryMetadataEntryForAnItem() {
    try (ConfigurationStore store = open(Map.of("limit", "10", "colour", "red"))) {
      assertThat(store.get(List.of(), Map.of())).containsOnlyKeys("colour", "limit");
      assertThat(store.get(List.of("limit", "none"), Map.of())).isEqualTo(Map.of("limit", TEN));
      assertThat(store.get(List.of("Limit"), Map.of())).isEmpty();
    }
  }

  @Test
  void canBeWatchedThoughItNeverChanges() {
    try (ConfigurationStore store = open(Map.of("limit", "10"));
        ConfigurationStore.Watch watch =
            store.watch(
                List.of(),
                Map.of(),
                items -> {
                  throw new AssertionError("nothing has changed");
                })) {
      assertThat(watch).isNotNull();
      assertThat(store.get(List.of(), Map.of())).containsEntry("limit", TEN);
    }
  }

  private static ConfigurationStore open(Map<String, String> metadata) {
    ComponentContext plain = new TestContext().context();
    return new InMemoryConfiguration(
        new ComponentContext(
            plain.name(),
            plain.appId(),
            plain.namespace(),
            plain.instance(),
            plain.clock(),
            metadata,
            plain.log()));
  }
}
