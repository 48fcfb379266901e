package io.todochatbot.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChatPageTest {
  @RegisterExtension private final FrontendFixture frontend = new FrontendFixture();

  @BeforeEach
  void signIn() throws Exception {
    frontend.signIn();
  }

  private String say(String words, String said) throws Exception {
    return frontend.post("/chat", Map.of("message", words, "said", said)).body();
  }

  @Test
  void answersWithBothLinesAndTheirCount() throws Exception {
    assertThat(say("buy milk", "0"))
        .containsSubsequence("buy milk", "Added: buy milk", "id=\"said-count\" value=\"2\"");
  }

  @Test
  void goesOnWithTheSameConversation() throws Exception {
    say("buy milk", "0");
    say("call mum", "2");

    assertThat(frontend.dapr.invocations())
        .filteredOn(call -> call.path().equals("/api/chat"))
        .extracting(call -> String.valueOf(call.json()).contains("\"conversation_id\":\"c1\""))
        .containsExactly(false, true);
  }

  @Test
  void whatWasSaidIsStillThereWhenThePageIsOpenedAgain() throws Exception {
    say("buy milk", "0");

    assertThat(frontend.get("/").body()).contains("Added: buy milk");
  }

  @Test
  void anotherPageGetsTheLinesItHasNotSeen() throws Exception {
    say("buy milk", "0");
    say("call mum", "2");

    assertThat(frontend.get("/chat?said=2").body())
        .contains("Added: call mum")
        .doesNotContain("buy milk");
    assertThat(frontend.get("/chat?said=4").statusCode()).isEqualTo(204);
  }

  @Test
  void canBeClearedAndBeginsAnew() throws Exception {
    say("buy milk", "0");

    HttpResponse<String> cleared =
        frontend.browse(
            HttpRequest.newBuilder(frontend.uri("/chat")).DELETE().header("HX-Request", "true"));

    assertThat(cleared.body()).contains("Hi!", "value=\"0\"");
    assertThat(frontend.get("/").body()).doesNotContain("Added: buy milk");
  }

  @Test
  void writesWhatWasSaidAsText() throws Exception {
    assertThat(say("<b>bold</b>", "0")).doesNotContain("<b>").contains("&lt;b&gt;bold");
  }

  @Test
  void refusesToSayNothing() throws Exception {
    assertThat(frontend.post("/chat", Map.of("message", " ")).statusCode()).isEqualTo(400);
  }
}
