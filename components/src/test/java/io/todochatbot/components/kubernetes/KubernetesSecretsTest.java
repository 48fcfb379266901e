package io.todochatbot.components.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.SecretStore;
import io.todochatbot.spi.SecretStoreContract;
import io.todochatbot.spi.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesSecretsTest extends SecretStoreContract {
  private static final TestAuthority AUTHORITY = TestAuthority.named("cluster-ca");

  @TempDir Path folder;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final HttpsServer server;

  KubernetesSecretsTest() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(AUTHORITY.context(AUTHORITY.issue("api", "127.0.0.1"))) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext("/api/v1/namespaces/", this::handle);
    server.start();
  }

  @Override
  protected SecretStore open() {
    return store("ns1", "", inCluster("token-1"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsAsThePodsAccountWhoseTokenMayChange() throws IOException {
    store().get("password", Map.of());
    Files.writeString(folder.resolve("token"), "token-2");
    store().get("password", Map.of());

    assertThat(authorizations).containsExactly("Bearer token-1", "Bearer token-2");
  }

  @Test
  void takesTheNamespaceOfTheRequestThenOfTheSidecarThenOfTheSettings() {
    Access access = inCluster("t");
    assertThat(store("ns1", "ns2", access).get("where", Map.of("namespace", "ns3")))
        .containsEntry("namespace", "ns3");
    assertThat(store("ns1", "ns2", access).get("where", Map.of()))
        .containsEntry("namespace", "ns1");
    assertThat(store("", "ns2", access).get("where", Map.of())).containsEntry("namespace", "ns2");
    assertThatThrownBy(() -> store("", "", access).get("where", Map.of()))
        .hasMessageStartingWith("namespace is missing on metadata");
  }

  @Test
  void tellsWhatIsMissingAndWhatIsForbidden() {
    assertThatThrownBy(() -> store().get("none", Map.of()))
        .isInstanceOf(ComponentException.NotFound.class)
        .hasMessage("secrets \"none\" not found");
    assertThatThrownBy(() -> store().get("forbidden", Map.of()))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("cannot get resource");
    assertThatThrownBy(() -> store().get("../pods", Map.of()))
        .isInstanceOf(ComponentException.BadRequest.class);
  }

  @Test
  void readsByTheCurrentContextOfAKubeconfigFile() throws IOException {
    Access access = Kubeconfig.read(kubeconfig("token: abc")).access();

    assertThat(store("ns1", "", access).get("password", Map.of())).containsKey("password");
    assertThat(authorizations).containsExactly("Bearer abc");
  }

  @Test
  void signsInByTokenFileByPasswordAndByCertificate() throws IOException {
    Files.writeString(folder.resolve("t"), "from-file\n");
    TestAuthority.Issued issued = AUTHORITY.issue("me");
    Files.writeString(folder.resolve("me.crt"), issued.certificatePem());

    for (String user :
        List.of(
            "tokenFile: t",
            "{username: u, password: p}",
            "{client-certificate: me.crt, client-key-data: " + base64(issued.keyPem()) + "}")) {
      store("ns1", "", Kubeconfig.read(kubeconfig(user)).access()).get("password", Map.of());
    }

    assertThat(authorizations)
        .containsExactly("Bearer from-file", "Basic " + base64("u:p"), "certificate of CN=me");
  }

  @Test
  void tellsWhatIsWrongWithTheFile() throws IOException {
    assertThatThrownBy(() -> Access.find("", Map.of("HOME", "/nowhere"), System.getLogger("test")))
        .isInstanceOf(ComponentException.class)
        .hasMessage("stat /nowhere/.kube/config: no such file or directory");
    assertThatThrownBy(() -> Kubeconfig.read(folder)).hasMessageStartingWith("can't read the");
    Path program = kubeconfig("exec: {command: aws}");
    assertThatThrownBy(() -> Kubeconfig.read(program).access())
        .hasMessageContaining("signs in by a program");
    Path broken = Files.writeString(folder.resolve("broken"), "a: [");
    assertThatThrownBy(() -> Kubeconfig.read(broken)).hasMessageContaining("is no YAML");
    Path empty = Files.writeString(folder.resolve("empty"), "current-context: x");
    assertThatThrownBy(() -> Kubeconfig.read(empty)).hasMessageEndingWith("has no context \"x\"");
  }

  private Path kubeconfig(String user) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts:
        - name: here
          context: {cluster: c, user: u}
        clusters:
        - name: c
          cluster:
            server: https://127.0.0.1:%d
            certificate-authority-data: %s
        users:
        - name: u
          user:
            %s
        """
            .formatted(server.getAddress().getPort(), base64(AUTHORITY.pem()), user));
  }

  private Access inCluster(String token) {
    try {
      Files.writeString(folder.resolve("ca.crt"), AUTHORITY.pem());
      Files.writeString(folder.resolve("token"), token);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Access.inCluster(
        Map.of(
            "KUBERNETES_SERVICE_HOST",
            "127.0.0.1",
            "KUBERNETES_SERVICE_PORT",
            Integer.toString(server.getAddress().getPort())),
        folder);
  }

  private KubernetesSecrets store(String namespace, String fallback, Access access) {
    return new KubernetesSecrets(
        new KubernetesSecrets.Settings(fallback, ""), context.context("app1", namespace), access);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      authorizations.add(who(exchange));
      String[] path = exchange.getRequestURI().getPath().split("/");
      String namespace = path[4];
      String name = path.length > 6 ? path[6] : "";
      switch (name) {
        case "" -> answer(exchange, 200, "{\"items\":[" + secret("password", "s3cr=t ü") + "]}");
        case "password" -> answer(exchange, 200, secret("password", "s3cr=t ü"));
        case "where" -> answer(exchange, 200, secret("namespace", namespace));
        case "forbidden" ->
            answer(
                exchange,
                403,
                "{\"message\":\"secrets is forbidden: User cannot get resource secrets\"}");
        default ->
            answer(exchange, 404, "{\"message\":\"secrets \\\"" + name + "\\\" not found\"}");
      }
    }
  }

  private static String who(HttpExchange exchange) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null
        ? header
        : "certificate of "
            + ((com.sun.net.httpserver.HttpsExchange) exchange)
                .getSSLSession()
                .getPeerPrincipal()
                .getName();
  }

  private static String secret(String key, String value) {
    return "{\"metadata\":{\"name\":\"%s\"},\"data\":{\"%s\":\"%s\"}}"
        .formatted(key, key, base64(value));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
