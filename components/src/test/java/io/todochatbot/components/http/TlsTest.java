package io.todochatbot.components.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.todochatbot.spi.OutputBinding.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir Path folder;

  @Test
  void provesBothSidesByTheirCertificates() throws Exception {
    Certificates ours = Certificates.make(folder, "client");
    Certificates theirs = Certificates.make(folder, "server");
    Path keyFile = Files.writeString(folder.resolve("key.pem"), ours.rsaKey());
    try (Service service = secured(theirs, ours)) {
      String url = "https://127.0.0.1:" + service.port() + "/";
      String ca = theirs.certificate();
      String certificate = ours.certificate();
      assertThat(get(url, ca, certificate, ours.key())).isEqualTo("got");
      assertThat(get(url, ca, certificate, keyFile.toString())).isEqualTo("got");
      assertThatThrownBy(() -> get(url, ca, "", "")).hasMessageStartingWith("Get \"" + url);
      assertThatThrownBy(() -> get(url, certificate, certificate, ours.key()))
          .hasMessageStartingWith("Get \"" + url);
    }
  }

  @Test
  void refusesWhatIsNoCertificate() throws Exception {
    assertThatThrownBy(() -> get("https://127.0.0.1:1/", "nowhere", "", ""))
        .hasMessage(
            "provided \"MTLSRootCA\" value is neither a valid file path or nor a valid pem encoded"
                + " string");
    String certificate = Certificates.make(folder, "client").certificate();
    assertThatThrownBy(() -> get("https://127.0.0.1:1/", "", certificate, certificate))
        .hasMessageStartingWith("no private key in \"MTLSClientKey\"");
  }

  private static String get(String url, String ca, String certificate, String key) {
    Map<String, String> settings =
        Map.of("url", url, "mtlsRootCA", ca, "mtlsClientCert", certificate, "mtlsClientKey", key);
    try (HttpBinding binding = Bindings.http(settings)) {
      return new String(
          binding.invoke(new Request("get", new byte[0], Map.of())).orElseThrow().data(),
          StandardCharsets.UTF_8);
    }
  }

  private static Service secured(Certificates server, Certificates client) throws Exception {
    HttpsServer https = HttpsServer.create();
    https.setHttpsConfigurator(
        new HttpsConfigurator(server.server(client)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    return new Service(
        https, exchange -> Service.answer(exchange, 200, "got".getBytes(StandardCharsets.UTF_8)));
  }
}
