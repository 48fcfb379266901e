package io.todochatbot.components.localfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.SecretStore;
import io.todochatbot.spi.SecretStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileSecretsTest extends SecretStoreContract {
  private static final String SECRETS =
      """
      {"password": "s3cr=t ü", "empty": "", "num": 5, "price": 1.50, "bool": true, "nul": null,
       "nested": {"a": "x", "b": {"c": "y", "d": 7}}, "list": ["p", "q"], "a:b": "colon"}
      """;

  @TempDir Path folder;

  @Override
  protected SecretStore open() {
    return open(SECRETS, ":", false);
  }

  @Test
  void namesNestedValuesByTheirPath() {
    assertThat(store().get("nested:b:c", Map.of())).isEqualTo(Map.of("nested:b:c", "y"));
    assertThat(store().get("list:0", Map.of())).isEqualTo(Map.of("list:0", "p"));
    assertThat(store().get("a:b", Map.of())).isEqualTo(Map.of("a:b", "colon"));
    assertThat(open(SECRETS, ".", false).get("nested.a", Map.of()))
        .isEqualTo(Map.of("nested.a", "x"));
  }

  @Test
  void readsNumbersAndTruthValuesAsTheyAreWritten() {
    assertThat(store().get("num", Map.of())).containsValue("5");
    assertThat(store().get("price", Map.of())).containsValue("1.5");
    assertThat(store().get("bool", Map.of())).containsValue("true");
    assertThat(store().get("nul", Map.of())).containsValue("");
    assertThat(store().get("nested:b:d", Map.of())).containsValue("7");
  }

  @Test
  void saysWhatWasNotFound() {
    for (String name : new String[] {"nested", "nested:b", "list", "PASSWORD", "missing"}) {
      assertThatThrownBy(() -> store().get(name, Map.of()))
          .isInstanceOf(ComponentException.NotFound.class)
          .hasMessage("secret " + name + " not found");
    }
  }

  @Test
  void keepsAnObjectAsOneSecretOfSeveralKeysWhereAsked() {
    SecretStore multi = open(SECRETS, ":", true);

    assertThat(multi).isInstanceOf(SecretStore.MultipleKeyValues.class);
    assertThat(store()).isNotInstanceOf(SecretStore.MultipleKeyValues.class);
    assertThat(multi.get("nested", Map.of())).isEqualTo(Map.of("a", "x", "b:c", "y", "b:d", "7"));
    assertThat(multi.all(Map.of())).containsOnlyKeys("password", "empty", "nested", "a:b");
  }

  @Test
  void refusesToStartWithoutAReadableFile() {
    assertThatThrownBy(() -> open("{bad", ":", false))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("secrets.json:1:");
    assertThatThrownBy(() -> open("[]", ":", false)).hasMessageContaining("JSON object");
    assertThatThrownBy(() -> open("{\"a\": {\"b\": 1}, \"a:b\": 2}", ":", false))
        .hasMessageContaining("duplicate key a:b");
    assertThatThrownBy(() -> openFile("/nowhere/s.json"))
        .hasMessage("open /nowhere/s.json: no such file or directory");
    assertThatThrownBy(() -> openFile("")).hasMessage("missing local secrets file in metadata");
  }

  private SecretStore open(String json, String separator, boolean multiValued) {
    try {
      Path file = Files.writeString(folder.resolve("secrets.json"), json);
      return LocalFileSecrets.open(
          new LocalFileSecrets.Settings(file.toString(), separator, multiValued),
          context.context());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SecretStore openFile(String file) {
    return LocalFileSecrets.open(
        new LocalFileSecrets.Settings(file, ":", false), context.context());
  }
}
