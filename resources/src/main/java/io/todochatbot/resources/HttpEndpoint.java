package io.todochatbot.resources;

import java.util.List;
import java.util.Optional;

/** An {@code HTTPEndpoint}: a service outside Dapr that can be invoked by name. */
public record HttpEndpoint(
    Meta metadata,
    @Field(required = true) Spec spec,
    Auth auth,
    List<String> scopes,
    Location location)
    implements Resource {
  /** Copies the list. */
  public HttpEndpoint {
    scopes = List.copyOf(scopes);
  }

  /**
   * The {@code spec} section.
   *
   * @param headers sent with each request
   */
  public record Spec(
      @Field(required = true) String baseUrl, List<NamedValue> headers, ClientTls clientTLS) {
    /** Copies the list. */
    public Spec {
      headers = List.copyOf(headers);
    }
  }

  /** Certificates in PEM; absent ones are the platform's or none. */
  public record ClientTls(
      Optional<Document> rootCA,
      Optional<Document> certificate,
      Optional<Document> privateKey,
      @Field(fallback = "never") Renegotiation renegotiation) {}

  /** A PEM text, written out or kept in a secret store. */
  public record Document(
      @Field(any = true) Optional<String> value, Optional<SecretRef> secretKeyRef) {
    /** Hides the value. */
    @Override
    public String toString() {
      return "Document[" + secretKeyRef + "]";
    }
  }

  /** Whether the server may ask for a new handshake. */
  public enum Renegotiation {
    /** Refuse it. */
    NEVER,
    /** Allow it once. */
    ONCE_AS_CLIENT,
    /** Allow it any number of times. */
    FREELY_AS_CLIENT
  }
}
