package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services outside Dapr behind TLS, by the name of their HTTPEndpoint. */
class HttpEndpointTest {
  @TempDir static Path keys;
  @TempDir Path folder;
  private HttpsServer service;
  private Certificates own;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    own = Certificates.make(keys);
    service = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SSLContext context = context(own);
    service.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = context.getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    service.createContext("/", HttpEndpointTest::answer);
    service.start();
  }

  @AfterEach
  void close() {
    service.stop(0);
  }

  @Test
  void certificatesAndHeadersMayBeSecretsAndEnvironmentVariables() throws Exception {
    Path secrets =
        Files.writeString(
            folder.resolve("secrets.json"),
            """
            {"ca": "%s", "cert": "%s", "key": "%s", "header": {"value": "hidden"}}
            """
                .formatted(
                    json(own.certificate("ca")),
                    json(own.certificate("client")),
                    json(own.key("client"))));
    String tls =
        """
          clientTLS:
            rootCA: {secretKeyRef: {name: ca, key: ca}}
            certificate: {secretKeyRef: {name: cert, key: cert}}
            privateKey: {secretKeyRef: {name: key, key: key}}
          headers:
          - {name: x-secret, secretKeyRef: {name: "header:value", key: "header:value"}}
          - {name: x-env, envRef: FROM_OUTSIDE}
        auth: {secretStore: files}
        """;
    String store =
        Rig.component(
            "files",
            "secretstores.local.file",
            "metadata:",
            "- name: secretsFile",
            "  value: " + secrets,
            "- name: nestedSeparator",
            "  value: \":\"");
    try (Rig rig = rig(endpoint(tls), store)) {
      assertThat(Rig.told(rig.get("/v1.0/invoke/service/method/a/b?q=1")))
          .isEqualTo("200 /a/b?q=1 CN=client hidden outside");
    }
  }

  @Test
  void aSecretStoreThatIsMissingIsTold() throws Exception {
    try (Rig rig =
        rig(
            endpoint(
                """
                  headers:
                  - {name: x-secret, secretKeyRef: {name: a, key: a}}
                auth: {secretStore: nowhere}
                """))) {
      assertThat(
              rig.lines(
                  "HTTPEndpoint service references a secret store that isn't loaded: nowhere"))
          .hasSize(1);
    }
  }

  @Test
  void aServiceOfAnotherAuthorityIsRefused() throws Exception {
    Certificates other = Certificates.make(keys);
    try (Rig rig = rig(endpoint(written(other)))) {
      HttpResponse<String> answer = rig.get("/v1.0/invoke/service/method/a");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body())
          .contains("ERR_DIRECT_INVOKE", "tls: failed to verify certificate")
          .contains("(hop: sidecar to service outside Dapr, attempts: ");
    }
  }

  @Test
  void aClientWithoutTheCertificateAskedForIsRefused() throws Exception {
    String tls = "  clientTLS:\n    rootCA: {value: \"" + json(own.certificate("ca")) + "\"}\n";
    try (Rig rig = rig(endpoint(tls))) {
      assertThat(rig.get("/v1.0/invoke/service/method/a").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void certificatesMayBeWrittenOut() throws Exception {
    try (Rig rig = rig(endpoint(written(own)))) {
      assertThat(Rig.told(rig.get("/v1.0/invoke/service/method/")))
          .isEqualTo("200 / CN=client null null");
    }
  }

  private Rig rig(String... resources) throws IOException {
    Path resourceFolder = Files.createDirectory(folder.resolve("resources"));
    return Rig.start(
        Sidecar.builder()
            .appId("me")
            .environment(Map.of("FROM_OUTSIDE", "outside"))
            .resources(Rig.write(resourceFolder, resources)));
  }

  private String endpoint(String more) {
    return "apiVersion: dapr.io/v1alpha1\nkind: HTTPEndpoint\nmetadata: {name: service}\nspec:\n"
        + "  version: v1alpha1\n  baseUrl: https://127.0.0.1:"
        + service.getAddress().getPort()
        + "\n"
        + more;
  }

  private static String written(Certificates of) throws GeneralSecurityException {
    return "  clientTLS:\n    rootCA: {value: \""
        + json(of.certificate("ca"))
        + "\"}\n    certificate: {value: \""
        + json(of.certificate("client"))
        + "\"}\n    privateKey: {value: \""
        + json(of.key("client"))
        + "\"}\n";
  }

  private static String json(String pem) {
    return pem.replace("\n", "\\n");
  }

  private static SSLContext context(Certificates of) throws GeneralSecurityException {
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    KeyStore server = empty();
    char[] password = Certificates.PASSWORD.toCharArray();
    server.setKeyEntry(
        "server",
        of.store().getKey("server", password),
        password,
        of.store().getCertificateChain("server"));
    managers.init(server, password);
    KeyStore authority = empty();
    authority.setCertificateEntry("ca", of.store().getCertificate("ca"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authority);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore empty() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    return store;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String told =
        exchange.getRequestURI()
            + " "
            + ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal()
            + " "
            + exchange.getRequestHeaders().getFirst("x-secret")
            + " "
            + exchange.getRequestHeaders().getFirst("x-env");
    byte[] bytes = told.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
