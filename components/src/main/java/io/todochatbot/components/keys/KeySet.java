package io.todochatbot.components.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.todochatbot.spi.ComponentException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON Web Key Set (RFC 7517, section 5), or a single key. */
final class KeySet {
  private static final Set<String> TYPES = Set.of("RSA", "EC", "OKP", "oct");

  private final Map<String, String> keys;

  private KeySet(Map<String, String> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * Reads a set.
   *
   * @throws ComponentException saying why it is none
   */
  static KeySet parse(String json) {
    JsonNode root;
    try {
      root = JsonMapper.builder().build().readTree(json);
    } catch (JsonProcessingException e) {
      throw new ComponentException("failed to unmarshal JWK set: " + e.getOriginalMessage(), e);
    }
    Iterable<JsonNode> all = root.has("keys") ? root.path("keys") : List.of(root);
    Map<String, String> keys = new HashMap<>();
    for (JsonNode key : all) {
      String type = key.path("kty").asText("");
      if (!TYPES.contains(type)) {
        throw new ComponentException(
            "failed to unmarshal JWK set: key type \""
                + type
                + "\" (expected: RSA, EC, OKP or oct)");
      }
      if (key.path("kid").isTextual()) {
        keys.putIfAbsent(key.path("kid").textValue(), key.toString());
      }
    }
    return new KeySet(keys);
  }

  Optional<String> find(String kid) {
    return Optional.ofNullable(keys.get(kid));
  }
}
