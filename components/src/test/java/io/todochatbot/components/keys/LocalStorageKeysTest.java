package io.todochatbot.components.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.CryptoProvider.Form;
import io.todochatbot.spi.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageKeysTest {
  @TempDir Path folder;

  @Test
  void tellsAKeysFormByItsName() throws IOException {
    for (String name : new String[] {"a.json", "a.PEM", "a"}) {
      Files.writeString(folder.resolve(name), "of " + name);
    }
    LocalStorageKeys keys = open(folder);

    assertThat(keys.key("a.json").form()).isEqualTo(Form.JWK);
    assertThat(keys.key("a.PEM").form()).isEqualTo(Form.PEM);
    assertThat(keys.key("a").form()).isEqualTo(Form.ANY);
    assertThat(keys.key("/a").bytes()).asString().isEqualTo("of a");
  }

  @Test
  void readsAKeyAnewEachTime() throws IOException {
    LocalStorageKeys keys = open(folder);
    Files.writeString(folder.resolve("k"), "old");
    assertThat(keys.key("k").bytes()).asString().isEqualTo("old");
    Files.writeString(folder.resolve("k"), "new");
    assertThat(keys.key("k").bytes()).asString().isEqualTo("new");
  }

  @Test
  void refusesNamesThatLeadOutOfTheFolder() {
    LocalStorageKeys keys = open(folder);
    assertThatThrownBy(() -> keys.key("../k")).hasMessage("invalid key path: cannot contain '..'");
    assertThatThrownBy(() -> keys.key("k"))
        .isInstanceOf(ComponentException.NotFound.class)
        .hasMessage("failed to load key 'k': open " + folder + "/k: no such file or directory");
    assertThatThrownBy(() -> keys.key("")).isInstanceOf(ComponentException.class);
  }

  @Test
  void refusesWhatIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> open(Path.of("")))
        .hasMessage("failed to load metadata: metadata property 'path' is required");
    assertThatThrownBy(() -> open(file))
        .hasMessage("failed to load metadata: path '" + file + "' is not a directory");
    assertThatThrownBy(() -> open(folder.resolve("none")))
        .hasMessageStartingWith("failed to load metadata: could not stat path '");
  }

  private static LocalStorageKeys open(Path path) {
    return new LocalStorageKeys(
        new LocalStorageKeys.Settings(path.toString()), new TestContext().context());
  }
}
