package io.todochatbot.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.spi.ComponentProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class ComponentsPageTest {
  private static final Path PROJECT = Path.of("..");

  @Test
  void thePageSaysWhatTheCodeDeclares() throws Exception {
    assertThat(Files.readString(PROJECT.resolve(ComponentsPage.FILE)))
        .as("what is committed; renew it by: ./todo docs")
        .isEqualTo(ComponentsPage.of(PROJECT));
  }

  @Test
  void namesEveryTypeAndEverySetting() throws Exception {
    String page = ComponentsPage.of(PROJECT);

    for (ComponentProvider provider : ServiceLoader.load(ComponentProvider.class)) {
      assertThat(page).contains(provider.type());
      for (var setting : provider.settings().getRecordComponents()) {
        assertThat(page).contains("`" + setting.getName() + "`");
      }
    }
  }

  @Test
  void saysWhatAComponentIsAndWhatItCan() throws Exception {
    assertThat(ComponentsPage.of(PROJECT))
        .contains(
            "### state.sqlite\n\nState in a SQLite file",
            "Also as `state.sqlite3`.",
            "Abilities: actor store, ",
            "| `connectionString`, `url` | text |",
            "| transactional | A store that carries out several changes as one |",
            "component: sqlite\n");
  }
}
