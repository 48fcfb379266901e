package io.todochatbot.sidecar.app;

import java.util.Locale;
import java.util.Optional;

/**
 * Where the application listens, and how it is spoken to.
 *
 * @param address the host ({@code --app-channel-address})
 * @param port the port ({@code --app-port})
 * @param protocol the protocol ({@code --app-protocol})
 * @param token the token the application expects in {@code dapr-api-token} ({@code APP_API_TOKEN})
 * @param maxConcurrency how many requests may be under way ({@code --app-max-concurrency}); 0 or
 *     less for no limit
 */
public record AppEndpoint(
    String address, int port, Protocol protocol, Optional<String> token, int maxConcurrency) {
  /** The values of {@code --app-protocol}. */
  public enum Protocol {
    /** HTTP/1.1. */
    HTTP,
    /** HTTP/1.1 over TLS, its certificate not verified, as daprd does. */
    HTTPS,
    /** HTTP/2 in clear text. */
    H2C,
    /** gRPC in clear text. */
    GRPC,
    /** gRPC over TLS, its certificate not verified, as daprd does. */
    GRPCS;

    /** Whether the application speaks HTTP, not gRPC. */
    public boolean isHttp() {
      return this != GRPC && this != GRPCS;
    }

    /** Whether it is spoken to over TLS. */
    public boolean tls() {
      return this == HTTPS || this == GRPCS;
    }

    /** The protocol as the flag spells it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The protocol that the flag's value means; empty if there is none. */
    public static Optional<Protocol> of(String text) {
      for (Protocol protocol : values()) {
        if (protocol.text().equals(text.toLowerCase(Locale.ROOT))) {
          return Optional.of(protocol);
        }
      }
      return Optional.empty();
    }
  }
}
