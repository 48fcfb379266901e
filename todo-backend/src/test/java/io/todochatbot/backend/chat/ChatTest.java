package io.todochatbot.backend.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.backend.RunningBackend;
import io.todochatbot.todo.event.TodoEvent;
import io.todochatbot.todo.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTest {
  private final RunningBackend backend;
  private @Nullable String conversation;

  ChatTest(@TempDir Path data) {
    backend = new RunningBackend(data, Map.of());
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  private JsonNode say(String message) {
    Map<String, String> body = new HashMap<>(Map.of("message", message));
    if (conversation != null) {
      body.put("conversation_id", conversation);
    }
    RunningBackend.Got got = backend.send("POST", "/api/chat", Json.write(body));
    assertThat(got.status()).as(got.body()).isEqualTo(200);
    conversation = got.json().path("conversation_id").asText();
    return got.json();
  }

  private String reply(String message) {
    return say(message).path("reply").asText();
  }

  private List<String> open() {
    return backend
        .send("GET", "/api/tasks?status=open", "")
        .json()
        .path("tasks")
        .findValuesAsText("title");
  }

  @Test
  void addsAtOnce() {
    JsonNode answer = say("add buy milk tomorrow at 5pm");

    assertThat(answer.path("reply").asText())
        .isEqualTo("Added “buy milk”, due tomorrow (Thu 5 Mar) at 17:00.");
    assertThat(answer.path("asks").asBoolean()).isFalse();
    assertThat(answer.path("changed").get(0).path("type").asText()).isEqualTo("TASK_CREATED");
    assertThat(answer.path("changed").get(0).path("task").path("due").asText())
        .isEqualTo("2026-03-05T17:00");
  }

  @Test
  void theListHasEveryOpenTitleAsTyped() {
    List<String> titles = List.of("Buy MILK & bread", "call “Mum”", "<b>bold</b>", "20% off");
    titles.forEach(backend::add);
    say("done with 20% off");

    JsonNode answer = say("list my tasks");

    assertThat(answer.path("reply").asText())
        .contains("3 open tasks", "1. Buy MILK & bread", "call “Mum”", "<b>bold</b>")
        .doesNotContain("20%");
    assertThat(answer.path("tasks")).hasSize(3);
  }

  @Test
  void tellsWhatIsDue() {
    say("add water the plants on friday");
    say("add pay rent next week");

    assertThat(reply("what is due this week?"))
        .contains("1 task due this week", "water the plants — due Fri 6 Mar")
        .doesNotContain("rent");
    assertThat(reply("what is overdue?")).isEqualTo("Nothing is overdue.");
  }

  @Test
  void numbersCountInTheListLastShown() {
    List.of("a", "b", "c").forEach(letter -> backend.add("task " + letter + letter));
    say("list my tasks");
    say("complete 1");

    assertThat(reply("delete 2")).isEqualTo("Deleted “task bb”.");
    assertThat(open()).containsExactly("task cc");
  }

  @Test
  void asksWhichOfTwoIsMeant() {
    backend.add("buy milk");
    backend.add("buy oat milk");

    JsonNode question = say("delete milk");

    assertThat(question.path("asks").asBoolean()).isTrue();
    assertThat(question.path("reply").asText())
        .contains("Which one", "1. buy milk", "2. buy oat milk");
    assertThat(open()).hasSize(2);
    assertThat(reply("the second one")).isEqualTo("Deleted “buy oat milk”.");
  }

  @Test
  void anAnswerMayNameTheTaskOrBeAnotherCommand() {
    backend.add("call the bank");
    backend.add("call the dentist");

    say("complete call");
    assertThat(reply("the dentist")).isEqualTo("Done: “call the dentist”.");
    backend.add("call the vet");
    say("complete call");
    assertThat(reply("add buy milk")).isEqualTo("Added “buy milk”.");
    assertThat(open()).containsExactlyInAnyOrder("call the bank", "call the vet", "buy milk");
  }

  @Test
  void deletesAllOnlyWithConsent() {
    backend.add("one");
    backend.add("two");

    say("delete all tasks");
    assertThat(reply("no")).contains("changed nothing");
    assertThat(reply("yes")).contains("nothing that I asked");
    assertThat(open()).hasSize(2);

    say("delete all tasks");
    assertThat(say("yes").path("changed")).hasSize(2);
    assertThat(open()).isEmpty();
  }

  @Test
  void renamesAndMoves() {
    say("add buy milk tomorrow at 5pm");

    assertThat(reply("rename it to Buy oat milk"))
        .isEqualTo("Renamed “buy milk” to “Buy oat milk”.");
    assertThat(reply("move it to friday"))
        .isEqualTo("“Buy oat milk” is now due Fri 6 Mar at 17:00.");
  }

  @Test
  void asksForWhatWasNotSaid() {
    assertThat(reply("add")).isEqualTo("What shall I add?");
    assertThat(reply("feed the cat tonight"))
        .isEqualTo("Added “feed the cat”, due today (Wed 4 Mar) at 20:00.");
    say("delete");
    assertThat(reply("the cat")).isEqualTo("Deleted “feed the cat”.");
  }

  @Test
  void saysWhatItDoesNotUnderstandAndShowsExamples() {
    assertThat(reply("the moon is made of cheese"))
        .contains("did not understand", "add buy milk tomorrow at 5pm");
    assertThat(reply("help")).contains("what is due this week?");
  }

  @Test
  void changesNothingForADayThatDoesNotExist() {
    assertThat(reply("add lunch on sep 31")).contains("there is no September 31");
    assertThat(open()).isEmpty();
  }

  @Test
  void saysWhenThereIsNoSuchTask() {
    assertThat(reply("complete 7")).contains("no task number 7");
    assertThat(reply("complete the moon landing")).contains("no task like “the moon landing”");
  }

  @Test
  void everyMessageAndNewConversationIsAnEvent() {
    say("hello");
    say("add buy milk");

    assertThat(backend.eventTypes(4))
        .containsExactlyInAnyOrder(
            "CONVERSATION_CREATED", "MESSAGE_SENT", "TASK_CREATED", "MESSAGE_SENT");
    assertThat(backend.events().get(1).event())
        .isEqualTo(new TodoEvent.MessageSent(String.valueOf(conversation), "GREETING"));
    assertThat(backend.dapr().published().getFirst().topic()).isEqualTo("chat-events");
  }

  @Test
  void forgetsAConversationAfterADay() {
    backend.add("buy milk");
    backend.add("buy oat milk");
    say("delete milk");

    backend.clock().advance(Duration.ofHours(25));

    assertThat(reply("2")).contains("did not understand");
    assertThat(open()).hasSize(2);
  }

  @Test
  void worksWithoutItsMemory() {
    backend.dapr().down("connection refused");

    assertThat(reply("add buy milk")).isEqualTo("Added “buy milk”.");
    assertThat(open()).containsExactly("buy milk");
  }

  @Test
  void understandsTomorrowInTheUsersZone() {
    RunningBackend.Got got =
        backend.send(
            "POST",
            "/api/chat",
            "{\"message\":\"add call home tomorrow\",\"zone\":\"Pacific/Kiritimati\"}");

    assertThat(got.json().path("changed").get(0).path("task").path("due").asText())
        .isEqualTo("2026-03-06");
  }

  @Test
  void refusesWhatIsNoMessage() {
    assertThat(backend.send("POST", "/api/chat", "{}").status()).isEqualTo(400);
    assertThat(backend.send("POST", "/api/chat", "{\"message\":\"hi\",\"zone\":\"Mars\"}").status())
        .isEqualTo(400);
    assertThat(
            backend
                .send("POST", "/api/chat", "{\"message\":\"" + "x".repeat(2001) + "\"}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aTitleTooLongIsExplained() {
    assertThat(reply("add " + "x".repeat(600))).contains("I changed nothing", "600 characters");
  }
}
