package io.todochatbot.components.localfile;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ConfigurationStore.Item;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads items from a YAML file, of which JSON is a part: {@code key: value}, or {@code key:} with
 * {@code value}, {@code version} and {@code metadata} below it. Values are texts as they are
 * written.
 */
final class ItemsFile {
  private final Path file;

  private ItemsFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all items.
   *
   * @throws ComponentException naming the line of what is wrong
   */
  static Map<String, Item> read(Path file) {
    return new ItemsFile(file).read();
  }

  private Map<String, Item> read() {
    try (Reader reader = Files.newBufferedReader(file)) {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(file.toString()).build())
              .composeReader(reader);
      Map<String, Item> items = new TreeMap<>();
      if (root.isPresent()) {
        for (NodeTuple entry : mapping(root.get(), "items by their keys").getValue()) {
          items.put(text(entry.getKeyNode(), "a key"), item(entry.getValueNode()));
        }
      }
      return Collections.unmodifiableMap(items);
    } catch (MarkedYamlEngineException e) {
      throw new ComponentException(
          at(e.getProblemMark()) + ": " + String.valueOf(e.getProblem()), e);
    } catch (NoSuchFileException e) {
      throw new ComponentException("open " + file + ": no such file or directory", e);
    } catch (YamlEngineException | IOException e) {
      throw new ComponentException("can't read " + file + ": " + e.getMessage(), e);
    }
  }

  private Item item(Node node) {
    if (node instanceof ScalarNode scalar) {
      return new Item(scalar.getValue(), "", Map.of());
    }
    String value = "";
    String version = "";
    Map<String, String> metadata = new TreeMap<>();
    for (NodeTuple entry :
        mapping(node, "a text, or an item's value, version and metadata").getValue()) {
      Node given = entry.getValueNode();
      switch (text(entry.getKeyNode(), "a key")) {
        case "value" -> value = text(given, "the value as a text");
        case "version" -> version = text(given, "the version as a text");
        case "metadata" -> {
          for (NodeTuple more : mapping(given, "texts by their names").getValue()) {
            metadata.put(text(more.getKeyNode(), "a name"), text(more.getValueNode(), "a text"));
          }
        }
        default -> throw expected(entry.getKeyNode(), "value, version or metadata");
      }
    }
    return new Item(value, version, metadata);
  }

  private MappingNode mapping(Node node, String expected) {
    if (node instanceof MappingNode mapping) {
      return mapping;
    }
    throw expected(node, expected);
  }

  private String text(Node node, String expected) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw expected(node, expected);
  }

  private ComponentException expected(Node node, String what) {
    return new ComponentException(at(node.getStartMark()) + ": expected " + what);
  }

  private String at(Optional<Mark> mark) {
    return file + mark.map(m -> ":" + (m.getLine() + 1)).orElse("");
  }
}
