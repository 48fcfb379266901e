package io.todochatbot.sidecar.crypto;

import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import io.todochatbot.sidecar.SidecarBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The keys and documents of these tests, and how they are sent. The documents are daprd's. */
final class Documents {
  private Documents() {}

  /** The folder of the keys. */
  static Path keys() {
    return path("keys");
  }

  /** The text of a key's file. */
  static String text(String key) {
    try {
      return Files.readString(keys().resolve(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document that daprd 1.17.9 has encrypted. */
  static byte[] recorded(String name) {
    try {
      return Files.readAllBytes(path("documents").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The plaintext of that length. */
  static byte[] plaintext(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return bytes;
  }

  /** A component of the folder of keys, called {@code vault}. */
  static String component() {
    return Rig.component(
        "vault",
        "crypto.dapr.localstorage",
        "metadata:",
        "- {name: path, value: \"" + keys() + "\"}");
  }

  /** A sidecar with that component. */
  static SidecarBuilder sidecar(Path folder) {
    return Sidecar.builder().appId("x").resources(Rig.write(folder, component()));
  }

  /** Sends a document; {@code headers} are names and values by turns. */
  static HttpResponse<byte[]> put(int port, String what, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/v1.0-alpha1/crypto/vault/" + what))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Encrypts over HTTP. */
  static HttpResponse<byte[]> encrypt(
      int port, byte[] plaintext, String key, String algorithm, String... more) {
    String[] headers = new String[more.length + 4];
    headers[0] = "dapr-key-name";
    headers[1] = key;
    headers[2] = "dapr-key-wrap-algorithm";
    headers[3] = algorithm;
    System.arraycopy(more, 0, headers, 4, more.length);
    return put(port, "encrypt", plaintext, headers);
  }

  /** An answer's status and body in short. */
  static String told(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static Path path(String name) {
    URL url = Objects.requireNonNull(Documents.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
