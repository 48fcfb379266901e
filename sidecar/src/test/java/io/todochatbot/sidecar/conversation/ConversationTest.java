package io.todochatbot.sidecar.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dapr.v1.DaprAiProtos.ConversationInputAlpha2;
import io.dapr.v1.DaprAiProtos.ConversationMessage;
import io.dapr.v1.DaprAiProtos.ConversationMessageContent;
import io.dapr.v1.DaprAiProtos.ConversationMessageOfUser;
import io.dapr.v1.DaprAiProtos.ConversationRequestAlpha2;
import io.dapr.v1.DaprAiProtos.ConversationResultAlpha2;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig =
        Rig.start(
            Sidecar.builder()
                .appId("x")
                .resources(Rig.write(folder, Rig.component("echo", "conversation.echo"))));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void joinsTheTextsOfTheFirstFormAndKeepsTheContext() {
    assertThat(
            Rig.told(
                rig.post(
                    "/v1.0-alpha1/conversation/echo/converse",
                    """
                    {"inputs": [{"content": "hello"}, {"content": "x@y.com", "scrubPII": true}],
                     "contextID": "c1", "unheardOf": 1}
                    """)))
        .isEqualTo(
            "200 {\"contextID\":\"c1\",\"outputs\":[{\"result\":\"hello\\n\\u003cEMAIL_ADDRESS\\u003e\"}]}");
  }

  @Test
  void handsParametersOfEveryKnownTypeBack() {
    assertThat(
            Rig.told(
                rig.post(
                    "/v1.0-alpha1/conversation/echo/converse",
                    """
                    {"inputs": [{"content": "x"}], "parameters": {"max": {"value": "100",
                       "@type": "type.googleapis.com/google.protobuf.Int64Value"}}}
                    """)))
        .startsWith("200 ")
        .contains("\"value\":\"100\"");
  }

  @Test
  void scrubsTheAnswerWhereOnlyThatIsAskedFor() {
    assertThat(
            Rig.told(
                rig.post(
                    "/v1.0-alpha2/conversation/echo/converse",
                    """
                    {"inputs": [{"messages": [{"ofUser": {"content": [{"text": "x@y.com"}]}}]}],
                     "scrubPii": true}
                    """)))
        .contains("u003cEMAIL_ADDRESS");
  }

  @Test
  void asksForTheToolsAndCountsTheWordsOnBothWires() {
    assertThat(
            Rig.told(
                rig.post(
                    "/v1.0-alpha2/conversation/echo/converse",
                    """
                    {"inputs": [{"messages": [
                       {"of_user": {"content": [{"text": "call it"}]}},
                       {"of_assistant": {"toolCalls": [{"id": "7", "function": {"name": "g"}}]}},
                       {"of_tool": {"tool_id": "7", "name": "g", "content": [{"text": "r"}]}}]}],
                     "tools": [{"function": {"name": "f", "parameters":
                        {"type": "object", "properties": {"y": {}, "x": {}}}}}]}
                    """)))
        .startsWith("200 ")
        .contains("\"finishReason\":\"tool_calls\"")
        .contains("{\"id\":\"0\",\"function\":{\"name\":\"f\",\"arguments\":\"x,y\"}}")
        .contains("{\"id\":\"7\",\"function\":{\"name\":\"g\"}}")
        .contains("\"promptTokens\":\"12\"");

    ConversationResultAlpha2 said =
        rig.grpc().converseAlpha2(saying("echo", "hi you")).getOutputs(0);
    assertThat(said.getChoices(0).getMessage().getContent()).isEqualTo("hi you");
    assertThat(said.getUsage().getTotalTokens()).isEqualTo(4);
  }

  @Test
  void refusesWhatCannotBeAsked() {
    assertThat(refusal("nope", "{\"inputs\": [{}]}"))
        .startsWith("400 {\"errorCode\":\"ERR_CONVERSATION_NOT_FOUND\"");
    assertThat(refusal("echo", "{}"))
        .startsWith("400 {\"errorCode\":\"ERR_CONVERSATION_MISSING_INPUTS\"");
    assertThat(refusal("echo", "{\"inputs\": [{\"messages\": [{}]}]}"))
        .contains("message type cannot be nil");
    assertThat(refusal("echo", "{\"inputs\": [{}], \"tool_choice\": \"required\"}"))
        .startsWith("400 {\"errorCode\":\"ERR_CONVERSATION_INVALID_PARMS\"");
    assertThat(
            refusal(
                "echo",
                "{\"inputs\": [{}], \"tools\": [{\"function\": {\"name\": \"f\"}}], \"tool_choice\": \"g\"}"))
        .contains("tool choice selected was not found");
    assertThat(refusal("echo", "{bad")).startsWith("400 {\"errorCode\":\"ERR_MALFORMED_REQUEST\"");
    assertThatThrownBy(() -> rig.grpc().converseAlpha2(saying("nope", "hi")))
        .hasMessage("INVALID_ARGUMENT: failed finding conversation component nope");
  }

  @Test
  void tellsWhatTheModelFailedWith() {
    assertThat(
            refusal(
                "echo",
                """
                {"inputs": [{"messages": [{"of_user": {"content": [{"text": "x"}]}}]}],
                 "tools": [{"function": {"name": "f", "parameters": {"properties": 5}}}]}
                """))
        .startsWith(
            "500 {\"errorCode\":\"ERR_CONVERSATION_INVOKE\",\"message\":\"failed conversing with component echo: the properties of tool f must be an object");
  }

  private String refusal(String component, String body) {
    return Rig.told(rig.post("/v1.0-alpha2/conversation/" + component + "/converse", body));
  }

  private static ConversationRequestAlpha2 saying(String component, String text) {
    return ConversationRequestAlpha2.newBuilder()
        .setName(component)
        .addInputs(
            ConversationInputAlpha2.newBuilder()
                .addMessages(
                    ConversationMessage.newBuilder()
                        .setOfUser(
                            ConversationMessageOfUser.newBuilder()
                                .addContent(
                                    ConversationMessageContent.newBuilder().setText(text)))))
        .build();
  }
}
