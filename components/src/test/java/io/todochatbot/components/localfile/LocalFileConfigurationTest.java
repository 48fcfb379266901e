package io.todochatbot.components.localfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.todochatbot.spi.ConfigurationStore;
import io.todochatbot.spi.ConfigurationStore.Item;
import io.todochatbot.spi.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalFileConfigurationTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("items.yaml");
  }

  @Test
  void readsYamlAsItIsWritten() throws IOException {
    Files.writeString(
        file,
        """
        limit: 010
        on: yes
        empty:
        colour: {value: "red", version: v1, metadata: {by: me}}
        """);
    try (ConfigurationStore store = open()) {
      assertThat(store.get(List.of(), Map.of()))
          .isEqualTo(
              Map.of(
                  "limit",
                  item("010"),
                  "on",
                  item("yes"),
                  "empty",
                  item(""),
                  "colour",
                  new Item("red", "v1", Map.of("by", "me"))));
      assertThat(store.get(List.of("on", "none"), Map.of())).containsOnlyKeys("on");
    }
  }

  @Test
  void readsJson() throws IOException {
    Files.writeString(file, "{\"limit\": 10, \"colour\": {\"value\": \"red\"}}");
    try (ConfigurationStore store = open()) {
      assertThat(store.get(List.of(), Map.of()))
          .isEqualTo(Map.of("limit", item("10"), "colour", item("red")));
    }
  }

  @Test
  void readsAnEmptyFileAsNoItems() throws IOException {
    Files.writeString(file, "");
    try (ConfigurationStore store = open()) {
      assertThat(store.get(List.of(), Map.of())).isEmpty();
    }
  }

  @Test
  void tellsOfWhatChangesAndOfNothingElse() throws IOException {
    Files.writeString(file, "a: 1\nb: 2\nc: 3\n");
    List<Map<String, Item>> all = new CopyOnWriteArrayList<>();
    List<Map<String, Item>> ofA = new CopyOnWriteArrayList<>();
    List<Map<String, Item>> closed = new CopyOnWriteArrayList<>();
    try (ConfigurationStore store = open()) {
      store.watch(List.of(), Map.of(), all::add);
      store.watch(List.of("a"), Map.of(), ofA::add);
      store.watch(List.of(), Map.of(), closed::add).close();

      replace("a: 1\nb: 20\nd: 4\n");
      await().until(() -> all.size() == 1);
      replace("a: 10\nb: 20\nd: 4\n");
      await().until(() -> all.size() == 2 && ofA.size() == 1);

      assertThat(all)
          .containsExactly(
              Map.of("b", item("20"), "c", Item.GONE, "d", item("4")), Map.of("a", item("10")));
      assertThat(ofA).containsExactly(Map.of("a", item("10")));
      assertThat(closed).isEmpty();
    }
  }

  @Test
  void keepsTheLastStateWhileTheFileCantBeRead() throws IOException {
    Files.writeString(file, "a: 1\n");
    List<Map<String, Item>> told = new CopyOnWriteArrayList<>();
    try (ConfigurationStore store = open()) {
      store.watch(List.of(), Map.of(), told::add);

      Files.writeString(file, "a: [\n");
      Files.delete(file);
      Files.writeString(file, "a: 2\n");
      await().until(() -> !told.isEmpty());

      assertThat(told).containsExactly(Map.of("a", item("2")));
      assertThat(store.get(List.of(), Map.of())).isEqualTo(Map.of("a", item("2")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: 1\nb: [1]'               | :2: expected a text, or an item's value, version and metadata",
        "'- a'                        | :1: expected items by their keys",
        "'a:\n  value: 1\n  valeu: 2' | :3: expected value, version or metadata",
        "'a: {value: [1]}'            | :1: expected the value as a text"
      })
  void namesTheLineOfWhatIsWrong(String text, String problem) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(this::open).hasMessage(file + problem);
  }

  @Test
  void namesTheFileThatIsNotThereOrIsNoYaml() throws IOException {
    assertThatThrownBy(this::open).hasMessage("open " + file + ": no such file or directory");
    Files.writeString(file, "a: 'open\n");
    assertThatThrownBy(this::open).hasMessageStartingWith(file + ":2: ");
  }

  private void replace(String text) throws IOException {
    Path other = Files.writeString(folder.resolve("other"), text);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private ConfigurationStore open() {
    return new LocalFileConfiguration(
        new LocalFileConfiguration.Settings(file.toString()), new TestContext().context());
  }

  private static Item item(String value) {
    return new Item(value, "", Map.of());
  }
}
