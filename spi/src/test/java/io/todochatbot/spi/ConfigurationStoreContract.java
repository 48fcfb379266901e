package io.todochatbot.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.todochatbot.spi.ConfigurationStore.Item;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every configuration store must do whose items change while it is open. */
public abstract class ConfigurationStoreContract {
  private ConfigurationStore store;

  /** Opens a store that holds what {@link #put} was last given. */
  protected abstract ConfigurationStore open();

  /** Makes these the only items there are, behind the store's back. */
  protected abstract void put(Map<String, String> values);

  /** Opens a store of the items a, b and c. */
  @BeforeEach
  public final void openStore() {
    put(Map.of("a", "1", "b", "2", "c", "3"));
    store = open();
  }

  /** Closes it. */
  @AfterEach
  public final void closeStore() {
    store.close();
  }

  /** Returns the store under test. */
  protected final ConfigurationStore store() {
    return store;
  }

  @Test
  final void givesTheItemsAskedForThatExist() {
    assertThat(values(store.get(List.of("a", "none"), Map.of()))).isEqualTo(Map.of("a", "1"));
    assertThat(store.get(List.of("none"), Map.of())).isEmpty();
    assertThat(store.get(List.of(""), Map.of())).isEmpty();
  }

  @Test
  final void givesEveryItemIfNoneIsNamed() {
    assertThat(values(store.get(List.of(), Map.of())))
        .isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
  }

  @Test
  final void showsAChangeToWhoeverReadsNext() {
    put(Map.of("a", "10"));
    await()
        .untilAsserted(
            () -> assertThat(values(store.get(List.of(), Map.of()))).isEqualTo(Map.of("a", "10")));
  }

  @Test
  final void tellsOfChangesInTheirOrder() {
    List<String> told = new CopyOnWriteArrayList<>();
    store.watch(
        List.of("a"),
        Map.of(),
        items -> items.forEach((key, item) -> told.add(key + item.value())));

    put(Map.of("a", "10", "b", "20"));
    await().until(() -> told.size() == 1);
    put(Map.of("b", "30"));
    await().until(() -> told.size() == 2);

    assertThat(told).containsExactly("a10", "a");
  }

  @Test
  final void tellsOfEveryItemIfNoneIsNamed() {
    List<String> told = new CopyOnWriteArrayList<>();
    store.watch(List.of(), Map.of(), items -> told.addAll(items.keySet()));

    put(Map.of("a", "1", "b", "20", "d", "4"));

    await().untilAsserted(() -> assertThat(told).containsExactlyInAnyOrder("b", "c", "d"));
  }

  @Test
  final void tellsAWatchThatIsClosedOfNothingMore() {
    List<String> told = new CopyOnWriteArrayList<>();
    List<String> closed = new CopyOnWriteArrayList<>();
    ConfigurationStore.Watch watch =
        store.watch(List.of(), Map.of(), items -> closed.addAll(items.keySet()));
    watch.close();
    watch.close();
    store.watch(List.of(), Map.of(), items -> told.addAll(items.keySet()));

    put(Map.of("a", "1", "b", "2", "c", "30"));
    await().until(() -> !told.isEmpty());

    assertThat(closed).isEmpty();
  }

  private static Map<String, String> values(Map<String, Item> items) {
    Map<String, String> values = new java.util.HashMap<>();
    items.forEach((key, item) -> values.put(key, item.value()));
    return values;
  }
}
