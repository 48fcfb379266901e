package io.todochatbot.components.localstorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.OutputBinding.Request;
import io.todochatbot.spi.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStorageBindingTest {
  @TempDir Path folder;
  private Path root;
  private LocalStorageBinding binding;

  @BeforeEach
  void open() throws IOException {
    root = folder.toRealPath().resolve("files");
    binding = binding(root.toString());
  }

  @Test
  void createsReadsListsAndDeletes() {
    assertThat(invoke("create", "a/b.txt", "\"content\"")).isEqualTo("{\"fileName\":\"a/b.txt\"}");
    assertThat(invoke("get", "a/b.txt", "")).isEqualTo("content");
    assertThat(invoke("list", "a", "")).isEqualTo("[\"" + root + "/a/b.txt\"]");
    assertThat(invoke("delete", "a/b.txt", "")).isEqualTo("(nothing)");
    assertThat(invoke("list", "a", "")).isEqualTo("null");
    assertThatThrownBy(() -> invoke("get", "a/b.txt", ""))
        .hasMessage("file not found: " + root + "/a/b.txt");
    assertThatThrownBy(() -> invoke("delete", "a/b.txt", ""))
        .hasMessage(
            "error deleting file %1$s/a/b.txt: remove %1$s/a/b.txt: no such file or directory",
            root);
  }

  @Test
  void namesAFileItselfIfNobodyDoes() {
    assertThat(invoke("create", "", "x")).matches("\\{\"fileName\":\"[0-9a-f-]{36}\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"say \\\"hi\\\" ü\"', 'say \"hi\" ü'",
    "'\"aGVsbG8=\"', hello",
    "aGVsbG8=, hello",
    "'{\"a\":1}', '{\"a\":1}'",
    "content, content"
  })
  void storesTextOfJsonAndBytesOfBase64(String data, String stored) {
    assertThat(LocalStorageBinding.content(data.getBytes(StandardCharsets.UTF_8)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../out.txt", "/out.txt", "a/../../out.txt", "up/out.txt", "abs/out.txt"})
  void letsNoNameAndNoLinkLeadOut(String name) throws IOException {
    Files.createSymbolicLink(root.resolve("up"), Path.of("../.."));
    Files.createSymbolicLink(root.resolve("abs"), Path.of("/"));
    invoke("create", name, "inside!");
    assertThat(root.resolve("out.txt")).content().isEqualTo("inside!");
  }

  @Test
  void refusesLinksThatRunInCircles() throws IOException {
    Files.createSymbolicLink(root.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(root.resolve("two"), Path.of("one"));
    assertThatThrownBy(() -> invoke("get", "one", ""))
        .hasMessageContaining("too many levels of symbolic links");
  }

  @Test
  void refusesToListAFile() {
    invoke("create", "f", "x.y");
    assertThatThrownBy(() -> invoke("list", "f", "")).hasMessageContaining("is not a directory");
  }

  @Test
  void refusesFoldersThatNobodyHasBusinessIn() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/proc"));
    assertThatThrownBy(() -> binding("")).hasMessageContaining("must not be empty");
    assertThatThrownBy(() -> binding(file.toString())).hasMessageContaining("not a directory");
    assertThatThrownBy(() -> binding("/sys/x")).hasMessageContaining("disallowed location");
    assertThatThrownBy(() -> binding(link + "/self")).hasMessageContaining("disallowed location");
  }

  private static LocalStorageBinding binding(String root) {
    return new LocalStorageBinding(
        new LocalStorageBinding.Settings(root), new TestContext().context());
  }

  private String invoke(String operation, String fileName, String data) {
    return binding
        .invoke(
            new Request(
                operation, data.getBytes(StandardCharsets.UTF_8), Map.of("fileName", fileName)))
        .map(result -> new String(result.data(), StandardCharsets.UTF_8))
        .orElse("(nothing)");
  }
}
