package io.todochatbot.components.localfile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Reads the JSON file of secrets. */
final class SecretsFile {
  private final String separator;

  SecretsFile(String separator) {
    this.separator = separator;
  }

  /** Every value is a secret of its own, named by its path. */
  Map<String, Map<String, String>> flat(String file) {
    Map<String, String> values = new TreeMap<>();
    read(file).properties().forEach(entry -> flatten(entry.getKey(), entry.getValue(), values));
    Map<String, Map<String, String>> secrets = new TreeMap<>();
    values.forEach((name, value) -> secrets.put(name, Map.of(name, value)));
    return Collections.unmodifiableMap(secrets);
  }

  /** Texts and objects are secrets; other values at the top are passed over, as in daprd. */
  Map<String, Map<String, String>> multiValued(String file) {
    Map<String, Map<String, String>> secrets = new TreeMap<>();
    for (var entry : read(file).properties()) {
      if (entry.getValue().isTextual()) {
        secrets.put(entry.getKey(), Map.of(entry.getKey(), entry.getValue().textValue()));
      } else if (entry.getValue().isObject()) {
        Map<String, String> values = new TreeMap<>();
        entry.getValue().properties().forEach(e -> flatten(e.getKey(), e.getValue(), values));
        secrets.put(entry.getKey(), Collections.unmodifiableMap(values));
      }
    }
    return Collections.unmodifiableMap(secrets);
  }

  private void flatten(String path, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      node.properties().forEach(e -> flatten(path + separator + e.getKey(), e.getValue(), values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + separator + i, node.get(i), values);
      }
    } else if (values.putIfAbsent(path, node.isNull() ? "" : node.asText()) != null) {
      throw new ComponentException("duplicate key " + path + " in the secrets file");
    }
  }

  private static JsonNode read(String file) {
    try {
      JsonNode root = JsonMapper.builder().build().readTree(Files.readAllBytes(Path.of(file)));
      if (!root.isObject()) {
        throw new ComponentException(file + ": expected a JSON object of secrets");
      }
      return root;
    } catch (NoSuchFileException e) {
      throw new ComponentException("open " + file + ": no such file or directory", e);
    } catch (JsonProcessingException e) {
      throw new ComponentException(file + where(e) + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ComponentException("can't read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String where(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null ? "" : ":" + location.getLineNr();
  }
}
