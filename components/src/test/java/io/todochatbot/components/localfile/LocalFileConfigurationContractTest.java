package io.todochatbot.components.localfile;

import io.todochatbot.spi.ConfigurationStore;
import io.todochatbot.spi.ConfigurationStoreContract;
import io.todochatbot.spi.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

class LocalFileConfigurationContractTest extends ConfigurationStoreContract {
  @TempDir Path folder;

  @Override
  protected ConfigurationStore open() {
    return new LocalFileConfiguration(
        new LocalFileConfiguration.Settings(file().toString()), new TestContext().context());
  }

  @Override
  protected void put(Map<String, String> values) {
    String yaml =
        values.entrySet().stream()
            .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"\n")
            .collect(Collectors.joining());
    try {
      Files.writeString(file(), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return folder.resolve("items.yaml");
  }
}
