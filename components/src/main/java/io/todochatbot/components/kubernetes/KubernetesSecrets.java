package io.todochatbot.components.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auto.service.AutoService;
import io.todochatbot.components.rest.Paths;
import io.todochatbot.components.rest.RestClient;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.SecretStore;
import io.todochatbot.spi.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code secretstores.kubernetes}: the secrets of a namespace, read from the API server in-cluster
 * by the pod's account, elsewhere by a kubeconfig file
 * (https://docs.dapr.io/reference/components-reference/supported-secret-stores/kubernetes-secret-store/).
 */
final class KubernetesSecrets implements SecretStore {

  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "secretstores.kubernetes",
          Settings.class,
          (settings, context) ->
              new KubernetesSecrets(
                  settings,
                  context,
                  Access.find(settings.kubeconfigPath(), System.getenv(), context.log())));
    }
  }

  /**
   * The settings.
   *
   * @param defaultNamespace the namespace if neither request nor sidecar has one
   * @param kubeconfigPath the kubeconfig file
   */
  public record Settings(
      @Setting(meaning = "the namespace if neither the request nor the sidecar names one")
          String defaultNamespace,
      @Setting(
              meaning =
                  "the kubeconfig file outside a cluster; without it the environment variable"
                      + " KUBECONFIG, then ~/.kube/config")
          String kubeconfigPath) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings settings;
  private final String namespace;
  private final Access access;

  KubernetesSecrets(Settings settings, ComponentContext context, Access access) {
    this.settings = settings;
    this.namespace = context.namespace();
    this.access = access;
  }

  @Override
  public Map<String, String> get(String name, Map<String, String> metadata) {
    return values(ask(secrets(metadata) + "/" + Paths.escape(name)));
  }

  @Override
  public Map<String, Map<String, String>> all(Map<String, String> metadata) {
    Map<String, Map<String, String>> secrets = new TreeMap<>();
    for (JsonNode secret : ask(secrets(metadata)).path("items")) {
      secrets.put(secret.path("metadata").path("name").asText(), values(secret));
    }
    return secrets;
  }

  private String secrets(Map<String, String> metadata) {
    return "/api/v1/namespaces/" + Paths.escape(namespace(metadata)) + "/secrets";
  }

  private String namespace(Map<String, String> metadata) {
    String asked = metadata.getOrDefault("namespace", "");
    if (!asked.isEmpty()) {
      return asked;
    }
    if (!namespace.isEmpty()) {
      return namespace;
    }
    if (!settings.defaultNamespace().isEmpty()) {
      return settings.defaultNamespace();
    }
    throw new ComponentException(
        "namespace is missing on metadata and NAMESPACE env variable, and no default namespace is"
            + " set");
  }

  private JsonNode ask(String path) {
    RestClient.Answer answer = access.get(path);
    JsonNode json = parse(answer);
    if (answer.ok()) {
      return json;
    }
    String message = json.path("message").asText("status code " + answer.status());
    throw answer.status() == 404
        ? new ComponentException.NotFound(message)
        : new ComponentException("the Kubernetes API server refuses: " + message);
  }

  private static JsonNode parse(RestClient.Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new ComponentException(
          "the Kubernetes API server answers with status code "
              + answer.status()
              + " and no JSON: "
              + e.getOriginalMessage(),
          e);
    }
  }

  private static Map<String, String> values(JsonNode secret) {
    Map<String, String> values = new TreeMap<>();
    secret
        .path("data")
        .properties()
        .forEach(
            e ->
                values.put(
                    e.getKey(),
                    new String(
                        Base64.getDecoder().decode(e.getValue().asText()),
                        StandardCharsets.UTF_8)));
    return values;
  }
}
