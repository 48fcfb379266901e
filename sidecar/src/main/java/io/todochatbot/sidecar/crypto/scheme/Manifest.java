package io.todochatbot.sidecar.crypto.scheme;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What a document tells about itself in clear text.
 *
 * @param keyName the key that decrypts {@code wrappedKey}; empty if the document doesn't tell
 * @param wrappedKey the document's own key, encrypted
 * @param noncePrefix what every segment's nonce begins with
 */
record Manifest(
    String keyName,
    KeyAlgorithm algorithm,
    byte[] wrappedKey,
    DataCipher cipher,
    byte[] noncePrefix) {

  /** Writes the manifest as daprd does: one line, its fields in daprd's order. */
  byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      if (!keyName.isEmpty()) {
        json.writeStringField("k", keyName);
      }
      json.writeNumberField("kw", algorithm.number());
      json.writeBinaryField("wfk", wrappedKey);
      json.writeNumberField("cph", cipher.number());
      json.writeBinaryField("np", noncePrefix);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a manifest.
   *
   * @throws DocumentException without telling what is wrong: whoever sent it may be probing
   */
  static Manifest read(byte[] line) {
    try {
      JsonNode root = Json.parse(line, "");
      byte[] noncePrefix = bytes(field(root, "np"));
      byte[] wrappedKey = bytes(field(root, "wfk"));
      if (noncePrefix.length != FileKey.NONCE_PREFIX_BYTES || wrappedKey.length == 0) {
        throw invalid();
      }
      return new Manifest(
          field(root, "k").isMissingNode() ? "" : text(field(root, "k")),
          KeyAlgorithm.of(number(field(root, "kw"))).orElseThrow(Manifest::invalid),
          wrappedKey,
          DataCipher.of(number(field(root, "cph"))).orElseThrow(Manifest::invalid),
          noncePrefix);
    } catch (DaprError noJson) {
      throw invalid();
    }
  }

  /** Compares names without regard to case and takes the last, as Go does. */
  private static JsonNode field(JsonNode root, String name) {
    JsonNode found = root.path(name);
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        found = field.getValue();
      }
    }
    return found;
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw invalid();
    }
    return node.textValue();
  }

  private static int number(JsonNode node) {
    if (!node.isInt()) {
      throw invalid();
    }
    return node.intValue();
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return java.util.Base64.getDecoder().decode(text(node));
    } catch (IllegalArgumentException noBase64) {
      throw invalid();
    }
  }

  private static DocumentException invalid() {
    return new DocumentException("invalid header: invalid manifest");
  }
}
