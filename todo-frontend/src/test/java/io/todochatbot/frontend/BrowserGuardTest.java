package io.todochatbot.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserGuardTest {
  @RegisterExtension private final FrontendFixture frontend = new FrontendFixture();

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "http://127.0.0.1:1", "null", "::::"})
  void refusesAChangeThatAnotherSiteAsksFor(String origin) throws Exception {
    frontend.signIn();

    HttpResponse<String> answer =
        frontend.browse(frontend.form("/tasks", Map.of("title", "evil")).header("Origin", origin));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(frontend.backend.titles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"cross-site,403", "same-site,403", "same-origin,200", "none,200"})
  void readsWhatTheBrowserSaysOfTheSite(String site, int status) throws Exception {
    frontend.signIn();

    assertThat(
            frontend
                .browse(
                    frontend.form("/tasks", Map.of("title", "x")).header("Sec-Fetch-Site", site))
                .statusCode())
        .isEqualTo(status);
  }

  @Test
  void letsItsOwnPageChangeThings() throws Exception {
    frontend.signIn();
    String origin = "http://127.0.0.1:" + frontend.uri("/").getPort();

    assertThat(
            frontend
                .browse(frontend.form("/tasks", Map.of("title", "x")).header("Origin", origin))
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example,403",
    "evil.example:8080,403",
    "127.0.0.1.evil.example,403",
    "localhost,401",
    "localhost:8080,401",
    "127.0.0.1,401",
    "[::1]:8080,401"
  })
  void knowsNoNamesButLocalhost(String host, int status) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), frontend.uri("/").getPort())) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets/app.css", "/api/tasks", "/nowhere"})
  void everyAnswerSaysWhatABrowserMayDoWithIt(String path) throws Exception {
    HttpResponse<String> answer = frontend.get(path);

    assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
  }

  @Test
  void thePageNeedsNoInlineScriptOrStyle() throws Exception {
    String page = frontend.signIn().body();

    assertThat(page).doesNotContainPattern("<script(?![^>]*src=)").doesNotContain(" style=");
    assertThat(page)
        .doesNotContainPattern("(src|href)=\"https?:")
        .doesNotContainPattern(" on[a-z]+=");
  }
}
