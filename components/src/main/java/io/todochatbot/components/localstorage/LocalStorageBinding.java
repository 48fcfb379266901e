package io.todochatbot.components.localstorage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.OutputBinding;
import io.todochatbot.spi.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * {@code bindings.localstorage}: files under one folder, which no name and no symbolic link leads
 * out of. The metadata {@code fileName} names the file, or for {@code list} the folder.
 */
final class LocalStorageBinding implements OutputBinding {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Registers the binding. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("bindings.localstorage", Settings.class, LocalStorageBinding::new);
    }
  }

  /**
   * The settings.
   *
   * @param rootPath the folder
   */
  public record Settings(
      @Setting(meaning = "the folder of the files; made if it is missing") String rootPath) {}

  private final Root root;

  LocalStorageBinding(Settings settings, ComponentContext context) {
    this.root = Root.of(settings.rootPath());
  }

  @Override
  public List<String> operations() {
    return List.of("create", "get", "list", "delete");
  }

  @Override
  public Optional<Result> invoke(Request request) {
    Optional<String> name = request.entry("fileName");
    return switch (request.operation()) {
      case "create" ->
          Optional.of(create(name.orElseGet(() -> UUID.randomUUID().toString()), request.data()));
      case "get" -> Optional.of(get(root.inside(name.orElse(""))));
      case "list" -> Optional.of(list(root.inside(name.orElse(""))));
      case "delete" -> {
        delete(root.inside(name.orElse("")));
        yield Optional.empty();
      }
      default ->
          throw new ComponentException.BadRequest("unsupported operation " + request.operation());
    };
  }

  private Result create(String name, byte[] data) {
    Path file = root.inside(name);
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(
          file,
          content(data),
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          // what is answered is on the disk
          StandardOpenOption.DSYNC);
    } catch (IOException e) {
      throw failure("error creating file " + file, "open", file, e);
    }
    return json(Map.of("fileName", root.relative(file)));
  }

  private static Result get(Path file) {
    try {
      return new Result(Files.readAllBytes(file), Map.of());
    } catch (NoSuchFileException e) {
      throw new ComponentException.NotFound("file not found: " + file);
    } catch (IOException e) {
      throw failure("error reading file " + file, "read", file, e);
    }
  }

  private static Result list(Path folder) {
    if (!Files.exists(folder)) {
      throw new ComponentException.NotFound(
          "error getting stats for path "
              + folder
              + ": stat "
              + folder
              + ": no such file or directory");
    }
    if (!Files.isDirectory(folder)) {
      throw new ComponentException.BadRequest(
          "unable to list files as the file specified is not a directory: " + folder);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> names =
          files
              .filter(path -> !Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS))
              .map(Path::toString)
              .sorted()
              .toList();
      // Go's list without elements
      return names.isEmpty()
          ? new Result("null".getBytes(StandardCharsets.UTF_8), Map.of())
          : json(names);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new ComponentException(
          "error listing files in the directory " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw failure("error deleting file " + file, "remove", file, e);
    }
  }

  /**
   * What is stored: data over HTTP is JSON, of which a string stands for its text; text that is
   * Base64 stands for its bytes.
   */
  static byte[] content(byte[] data) {
    byte[] text = unquoted(data);
    try {
      String base64 = new String(text, StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", "");
      return base64.length() % 4 == 0 ? Base64.getDecoder().decode(base64) : text;
    } catch (IllegalArgumentException plain) {
      return text;
    }
  }

  private static byte[] unquoted(byte[] data) {
    if (data.length < 2 || data[0] != '"' || data[data.length - 1] != '"') {
      return data;
    }
    try {
      JsonNode node = JSON.readTree(data);
      return node.isTextual() ? node.textValue().getBytes(StandardCharsets.UTF_8) : data;
    } catch (IOException plain) {
      return data;
    }
  }

  private static Result json(Object value) {
    try {
      return new Result(JSON.writeValueAsBytes(value), Map.of());
    } catch (JsonProcessingException e) {
      throw new ComponentException("error encoding response as JSON: " + e.getMessage(), e);
    }
  }

  /** A failure in the words that daprd has from Go. */
  private static ComponentException failure(String what, String call, Path path, IOException e) {
    String reason =
        switch (e) {
          case NoSuchFileException ignored -> "no such file or directory";
          case java.nio.file.AccessDeniedException ignored -> "permission denied";
          case java.nio.file.DirectoryNotEmptyException ignored -> "directory not empty";
          case FileSystemException file when file.getReason() != null -> file.getReason();
          default -> String.valueOf(e.getMessage());
        };
    return new ComponentException(what + ": " + call + " " + path + ": " + reason, e);
  }
}
