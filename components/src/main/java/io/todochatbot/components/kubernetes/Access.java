package io.todochatbot.components.kubernetes;

import io.todochatbot.components.rest.Pem;
import io.todochatbot.components.rest.RestClient;
import io.todochatbot.components.rest.Tls;
import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way to the API server: its address, whom to trust, who one is.
 *
 * @param server the server
 * @param authorization the value of the header; asked for at each call, since tokens are replaced
 */
record Access(RestClient server, Supplier<Optional<String>> authorization) {
  /**
   * Where Kubernetes puts a pod's account
   * (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/).
   */
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  /**
   * The pod's own way if this is a pod, else that of a kubeconfig file.
   *
   * @param kubeconfig the file; if empty, the one that KUBECONFIG or the home folder names
   * @throws ComponentException if there is none
   */
  static Access find(String kubeconfig, Map<String, String> environment, System.Logger log) {
    if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      return inCluster(environment, ACCOUNT);
    }
    Path file = file(kubeconfig, environment);
    if (!Files.exists(file)) {
      log.log(
          System.Logger.Level.WARNING,
          "No way to a Kubernetes API server: this is no pod, and there is no kubeconfig file;"
              + " set KUBECONFIG or the metadata entry kubeconfigPath");
      throw new ComponentException("stat " + file + ": no such file or directory");
    }
    return Kubeconfig.read(file).access();
  }

  /** The way of a pod whose account stands in {@code account}. */
  static Access inCluster(Map<String, String> environment, Path account) {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    Tls tls =
        new Tls(
            List.of(Pem.of("ca.crt", account.resolve("ca.crt").toString())),
            Optional.empty(),
            false,
            Optional.empty());
    return new Access(
        new RestClient(
            "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port, tls),
        tokenIn(account.resolve("token")));
  }

  /** The bearer token in a file, read anew each time. */
  static Supplier<Optional<String>> tokenIn(Path file) {
    return () -> {
      try {
        return Optional.of("Bearer " + Files.readString(file).strip());
      } catch (IOException e) {
        throw new ComponentException("can't read the account's token " + file, e);
      }
    };
  }

  /** Gets a path of the API. */
  RestClient.Answer get(String path) {
    return server.get(
        path, authorization.get().map(a -> Map.of("Authorization", a)).orElse(Map.of()));
  }

  private static Path file(String given, Map<String, String> environment) {
    String variable = environment.getOrDefault("KUBECONFIG", "");
    if (!given.isEmpty() || !variable.isEmpty()) {
      return Path.of(given.isEmpty() ? variable.split(java.io.File.pathSeparator, 2)[0] : given);
    }
    return Path.of(environment.getOrDefault("HOME", ""), ".kube", "config");
  }
}
