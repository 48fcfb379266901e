package io.todochatbot.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * What a running {@code todo up} tells other programs of the same person: where it answers and the
 * token that signs in. Written as JSON once the page answers, deleted at the end.
 *
 * @param page the address that signs the local user in and shows the page
 * @param api the address under which the API answers
 * @param token for {@code Authorization: Bearer …} at the API
 * @param sidecars the ports of each service's sidecar, by app id
 */
public record ReadyFile(String page, String api, String token, Map<String, Ports> sidecars) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Where a sidecar listens on the loopback interface.
   *
   * @param http port of its HTTP API
   * @param grpc port of its gRPC API
   */
  public record Ports(int http, int grpc) {}

  /** Copies the map, keeping its order. */
  public ReadyFile {
    sidecars = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(sidecars));
  }

  /**
   * Reads a ready file.
   *
   * @throws IOException if there is none or it is not one
   */
  public static ReadyFile read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), ReadyFile.class);
  }

  /**
   * Writes the file so that a reader sees all of it or none, readable by its owner only.
   *
   * @throws IOException if the folder can't be written to
   */
  public void write(Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    Path temporary =
        Files.createTempFile(
            whole.getParent(),
            ".ready",
            ".json",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      JSON.writeValue(temporary.toFile(), this);
      Files.move(temporary, whole, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
