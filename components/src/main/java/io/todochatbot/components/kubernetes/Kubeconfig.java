package io.todochatbot.components.kubernetes;

import io.todochatbot.components.rest.Pem;
import io.todochatbot.components.rest.RestClient;
import io.todochatbot.components.rest.Tls;
import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A kubeconfig file's current context: one cluster, one user
 * (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/).
 *
 * @param folder where the file stands; paths in it count from there
 */
record Kubeconfig(Path folder, Map<?, ?> cluster, Map<?, ?> user) {
  /**
   * Reads a file.
   *
   * @throws ComponentException if it can't be read, or its context, cluster or user is missing
   */
  static Kubeconfig read(Path file) {
    try {
      Object root =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
      Map<?, ?> config = map(root);
      String current = text(config, "current-context");
      Map<?, ?> context = named(file, config, "contexts", "context", current);
      return new Kubeconfig(
          file.toAbsolutePath().resolveSibling(""),
          named(file, config, "clusters", "cluster", text(context, "cluster")),
          named(file, config, "users", "user", text(context, "user")));
    } catch (IOException e) {
      throw new ComponentException(
          "can't read the kubeconfig file " + file + ": " + e.getMessage(), e);
    } catch (YamlEngineException e) {
      throw new ComponentException(
          "the kubeconfig file " + file + " is no YAML: " + e.getMessage(), e);
    }
  }

  /**
   * The way to the API server that it describes.
   *
   * @throws ComponentException if a certificate can't be read, or the user signs in by a program
   */
  Access access() {
    List<Pem> authorities = pem(cluster, "certificate-authority").map(List::of).orElse(List.of());
    Tls tls =
        new Tls(
            authorities,
            pem(user, "client-certificate")
                .flatMap(
                    certificate ->
                        pem(user, "client-key").map(key -> new Tls.Identity(certificate, key))),
            Boolean.TRUE.equals(cluster.get("insecure-skip-tls-verify")),
            given(cluster, "tls-server-name"));
    return new Access(new RestClient(text(cluster, "server"), tls), authorization());
  }

  private Supplier<Optional<String>> authorization() {
    if (user.containsKey("exec") || user.containsKey("auth-provider")) {
      throw new ComponentException(
          "the kubeconfig's user signs in by a program (exec, auth-provider), which this store"
              + " does not run: give a token, tokenFile or client certificate");
    }
    Optional<String> file = given(user, "tokenFile");
    if (file.isPresent()) {
      return Access.tokenIn(folder.resolve(file.get()));
    }
    Optional<String> token = given(user, "token").map(t -> "Bearer " + t);
    Optional<String> password =
        given(user, "username")
            .map(name -> name + ":" + text(user, "password"))
            .map(pair -> "Basic " + base64(pair));
    Optional<String> header = token.or(() -> password);
    return () -> header;
  }

  /** What stands under {@code name}-data as base64, or in the file under {@code name}. */
  private Optional<Pem> pem(Map<?, ?> map, String name) {
    return given(map, name + "-data")
        .map(data -> new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII))
        .or(() -> given(map, name).map(file -> folder.resolve(file).toString()))
        .map(value -> Pem.of(name, value));
  }

  private static Map<?, ?> named(
      Path file, Map<?, ?> config, String list, String what, String name) {
    if (config.get(list) instanceof List<?> entries) {
      for (Object entry : entries) {
        if (name.equals(text(map(entry), "name"))) {
          return map(map(entry).get(what));
        }
      }
    }
    throw new ComponentException(
        "the kubeconfig file " + file + " has no " + what + " \"" + name + "\"");
  }

  private static Map<?, ?> map(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Optional<String> given(Map<?, ?> map, String key) {
    return Optional.of(text(map, key)).filter(text -> !text.isEmpty());
  }

  private static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : value.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
