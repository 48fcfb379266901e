package io.todochatbot.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInTest {
  private static final String LINK = "/signin/" + FakeBackend.TOKEN;
  private static final Pattern PAGE_KEY = Pattern.compile("X-Todo-Page&#34;:&#34;([^&]+)&#34;");

  @RegisterExtension private final FrontendFixture frontend = new FrontendFixture();

  @Test
  void theLinkAnswersThePageItselfAndSignsIn() throws Exception {
    HttpResponse<String> page = frontend.signIn();

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("id=\"tasks\"", "id=\"message\"", "href=\"/analytics\"");
    assertThat(page.headers().firstValue("set-cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(frontend.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void theLinkWorksAsOftenAsOneLikes() throws Exception {
    String cookie = frontend.signIn().headers().firstValue("set-cookie").orElseThrow();

    assertThat(cookie).isNotEmpty();
    assertThat(frontend.signIn().statusCode()).isEqualTo(200);
    assertThat(frontend.signIn().headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void aClientWithoutCookiesIsServedTooAndItsPageWorks() throws Exception {
    HttpRequest.Builder link = HttpRequest.newBuilder(frontend.uri(LINK));
    assertThat(frontend.asStranger(link).statusCode()).isEqualTo(200);
    HttpResponse<String> page = frontend.asStranger(link);
    Matcher key = PAGE_KEY.matcher(page.body());
    assertThat(key.find()).isTrue();

    HttpResponse<String> added =
        frontend.asStranger(
            frontend
                .form("/tasks", Map.of("title", "buy milk"))
                .header("X-Todo-Page", key.group(1)));

    assertThat(added.statusCode()).isEqualTo(200);
    assertThat(added.body()).contains("buy milk");
    assertThat(page.body()).contains("sse-connect=\"/live?page=" + key.group(1));
  }

  @Test
  void anotherLinkSignsNobodyIn() throws Exception {
    HttpResponse<String> page = frontend.get("/signin/another");

    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.headers().firstValue("set-cookie")).isEmpty();
    assertThat(frontend.get("/").statusCode()).isEqualTo(401);
  }

  @Test
  void aStrangerIsToldWhatToDo() throws Exception {
    frontend.backend.add("secret plans", null, false);

    HttpResponse<String> page = frontend.get("/");

    assertThat(page.statusCode()).isEqualTo(401);
    assertThat(page.body()).contains("./todo up").doesNotContain("secret plans");
    assertThat(frontend.get("/tasks").statusCode()).isEqualTo(401);
    assertThat(frontend.get("/analytics").statusCode()).isEqualTo(401);
    assertThat(frontend.get("/chat").statusCode()).isEqualTo(401);
    assertThat(frontend.get("/api/tasks").statusCode()).isEqualTo(401);
    assertThat(frontend.get("/api/analytics").statusCode()).isEqualTo(401);
  }

  @Test
  void afterSigningOutTheCookieIsWorthNothing() throws Exception {
    String cookie = frontend.signIn().headers().firstValue("set-cookie").orElseThrow();
    String pair = cookie.substring(0, cookie.indexOf(';'));

    frontend.post("/signout", Map.of());

    HttpRequest.Builder stolen = HttpRequest.newBuilder(frontend.uri("/")).header("Cookie", pair);
    assertThat(frontend.asStranger(stolen).statusCode()).isEqualTo(401);
    assertThat(frontend.get("/").statusCode()).isEqualTo(401);
  }

  @Test
  void aPartOfAPageThatIsSignedOutSendsThePageToTheDoor() throws Exception {
    HttpResponse<String> part = frontend.post("/chat", Map.of("message", "hi"));

    assertThat(part.statusCode()).isEqualTo(401);
    assertThat(part.headers().firstValue("hx-redirect")).hasValue("/");
  }

  @Test
  void theStateStoreHoldsNoKeyThatLetsAnybodyIn() throws Exception {
    String cookie = frontend.signIn().headers().firstValue("set-cookie").orElseThrow();
    String key = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));

    assertThat(frontend.dapr.stateKeys()).isNotEmpty().noneMatch(name -> name.contains(key));
  }

  @Test
  void theBackendIsToldOfASignInOnce() throws Exception {
    frontend.signIn();
    frontend.signIn();

    await().until(() -> sessionsBegun() == 1);
    frontend.post("/signout", Map.of());
    frontend.signIn();
    await().until(() -> sessionsBegun() == 2);
  }

  @Test
  void aProgramShowsTheTokenInstead() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(frontend.uri("/tasks"))
            .header("Authorization", "Bearer " + FakeBackend.TOKEN);

    assertThat(frontend.asStranger(request).statusCode()).isEqualTo(200);
  }

  @Test
  void whileTheStoreIsDownNobodyIsTakenForSignedIn() throws Exception {
    frontend.signIn();
    frontend.dapr.down("no sidecar");

    HttpResponse<String> page = frontend.get("/");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("try again").doesNotContain("no sidecar");
  }

  private long sessionsBegun() {
    return frontend.dapr.invocations().stream()
        .filter(call -> call.method().equals("POST") && call.path().equals("/api/session"))
        .count();
  }
}
