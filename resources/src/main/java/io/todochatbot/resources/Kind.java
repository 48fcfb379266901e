package io.todochatbot.resources;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The kinds of resource that the resources folders are read for. */
enum Kind {
  COMPONENT("Component", "dapr.io/v1alpha1"),
  SUBSCRIPTION_V1("Subscription", "dapr.io/v1alpha1"),
  SUBSCRIPTION_V2("Subscription", "dapr.io/v2alpha1"),
  RESILIENCY("Resiliency", "dapr.io/v1alpha1"),
  HTTP_ENDPOINT("HTTPEndpoint", "dapr.io/v1alpha1");

  /** What Dapr knows and the resources folders don't hold. */
  private static final String CONFIGURATION = "Configuration";

  private final String kind;
  private final String apiVersion;

  Kind(String kind, String apiVersion) {
    this.kind = kind;
    this.apiVersion = apiVersion;
  }

  static Optional<Kind> of(MappingNode document) {
    String kind = text(document, "kind");
    String apiVersion = text(document, "apiVersion");
    return Arrays.stream(values())
        .filter(one -> one.kind.equals(kind) && one.apiVersion.equals(apiVersion))
        .findFirst();
  }

  /** Says that a document is none of these; a warning if it looks like a mistake. */
  static Problem unknown(MappingNode document) {
    String kind = text(document, "kind");
    String apiVersion = text(document, "apiVersion");
    List<String> kinds = Arrays.stream(values()).map(one -> one.kind).distinct().toList();
    boolean ours = apiVersion.isEmpty() || apiVersion.startsWith("dapr.io/");
    String hint = kinds.contains(kind) ? "" : Nearest.hint(kind, kinds);
    boolean mistake = ours && (kinds.contains(kind) || !hint.isEmpty());
    String what = kind.isEmpty() ? "no kind" : "kind " + kind + " of " + quoteIfEmpty(apiVersion);
    String why = kind.equals(CONFIGURATION) ? "belongs to --config" : "not read by the sidecar";
    return new Problem(
        Nodes.location(document),
        Problem.Cause.UNKNOWN_KIND,
        mistake ? Problem.Severity.WARNING : Problem.Severity.NOTE,
        (kind + " " + name(document)).strip(),
        "kind",
        what + ": " + why + hint);
  }

  /** Returns the kind and name that problems of the document carry. */
  String describe(MappingNode document) {
    return kind + " " + name(document);
  }

  static String text(MappingNode mapping, String key) {
    return Nodes.field(mapping, key)
        .map(Nodes.Entry::value)
        .filter(ScalarNode.class::isInstance)
        .map(node -> Scalars.text((ScalarNode) node))
        .orElse("");
  }

  static String name(MappingNode document) {
    Node node = Nodes.field(document, "metadata").map(Nodes.Entry::value).orElse(document);
    return node instanceof MappingNode mapping ? text(mapping, "name") : "";
  }

  private static String quoteIfEmpty(String apiVersion) {
    return apiVersion.isEmpty() ? "no apiVersion" : apiVersion;
  }
}
