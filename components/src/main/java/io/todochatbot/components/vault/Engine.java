package io.todochatbot.components.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todochatbot.components.rest.Paths;
import io.todochatbot.spi.ComponentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The paths and answers of a key/value engine, whose two versions differ in both.
 *
 * @param mount where it is mounted
 * @param prefix the folder of the secrets; empty, or ends with a slash
 * @param versioned whether it is version 2, which keeps old values
 */
record Engine(String mount, String prefix, boolean versioned) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The engine that the settings name.
   *
   * @throws ComponentException if there is no such version
   */
  static Engine of(VaultSettings settings) {
    if (settings.vaultKVVersion() != 1 && settings.vaultKVVersion() != 2) {
      throw new ComponentException(
          "vaultKVVersion must be 1 or 2, not " + settings.vaultKVVersion());
    }
    String prefix = settings.vaultKVUsePrefix() ? settings.vaultKVPrefix() : "";
    return new Engine(
        settings.enginePath(),
        prefix.isEmpty() ? "" : prefix.replaceFirst("/+$", "") + "/",
        settings.vaultKVVersion() == 2);
  }

  /** The path of a secret. */
  String secret(String name, String version) {
    String path = Paths.escape(prefix + name);
    return versioned
        ? "/v1/" + mount + "/data/" + path + "?version=" + Paths.escape(version)
        : "/v1/" + mount + "/" + path;
  }

  /** The path of a folder's list. */
  String folder(String folder) {
    return "/v1/"
        + mount
        + (versioned ? "/metadata/" : "/")
        + Paths.escape(prefix + folder)
        + "?list=true";
  }

  /** The keys and values of a secret; what is no text is given as JSON. */
  Map<String, String> values(String answer) {
    Map<String, String> values = new TreeMap<>();
    data(answer)
        .properties()
        .forEach(
            e ->
                values.put(
                    e.getKey(),
                    e.getValue().isTextual() ? e.getValue().asText() : e.getValue().toString()));
    return values;
  }

  /** A secret as one JSON text. */
  String text(String answer) {
    JsonNode data = data(answer);
    return data.isTextual() ? data.asText() : data.toString();
  }

  /** The names in a folder; those of folders end with a slash. */
  List<String> keys(String answer) {
    List<String> keys = new ArrayList<>();
    parse(answer).path("data").path("keys").forEach(key -> keys.add(key.asText()));
    return keys;
  }

  private JsonNode data(String answer) {
    JsonNode data = parse(answer).path("data");
    return versioned ? data.path("data") : data;
  }

  private static JsonNode parse(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new ComponentException("Vault's answer is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
