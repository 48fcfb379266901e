package io.todochatbot.sidecar;

import io.todochatbot.resources.HttpEndpoint;
import io.todochatbot.sidecar.app.HttpEndpoints;
import io.todochatbot.sidecar.component.References;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** HTTPEndpoints with what they keep elsewhere put in. */
final class ExternalServices {
  private final References references;

  ExternalServices(References references) {
    this.references = references;
  }

  HttpEndpoints.Endpoint endpoint(HttpEndpoint resource) {
    HttpEndpoint.Spec spec = resource.spec();
    HttpEndpoint.ClientTls tls = spec.clientTLS();
    String store = resource.auth().secretStore();
    boolean secrets =
        spec.headers().stream().anyMatch(header -> header.secretKeyRef().isPresent())
            || Stream.of(tls.rootCA(), tls.certificate(), tls.privateKey())
                .anyMatch(d -> d.flatMap(HttpEndpoint.Document::secretKeyRef).isPresent());
    if (secrets) {
      // told once here: each of them is empty then
      references.has(store, "HTTPEndpoint " + resource.metadata().name());
    }
    List<Map.Entry<String, String>> headers =
        spec.headers().stream()
            .map(header -> Map.entry(header.name(), references.value(store, header)))
            .toList();
    return new HttpEndpoints.Endpoint(
        resource.metadata().name(),
        spec.baseUrl(),
        headers,
        document(store, tls.rootCA()),
        document(store, tls.certificate()),
        document(store, tls.privateKey()));
  }

  private Optional<String> document(String store, Optional<HttpEndpoint.Document> document) {
    return document
        .flatMap(
            d ->
                d.secretKeyRef().isPresent()
                    ? Optional.of(references.secret(store, d.secretKeyRef().get()))
                    : d.value())
        .filter(pem -> !pem.isEmpty());
  }
}
