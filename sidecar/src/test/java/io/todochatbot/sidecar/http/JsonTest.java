package io.todochatbot.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.ErrorDetail;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[1,]", "nul", "1 2", "{\"a\":}", "\u0000\u0000\u0000\"", "'a'"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8), "no: "))
        .isInstanceOf(DaprError.class)
        .hasMessageStartingWith("no: ")
        .extracting("code")
        .isEqualTo(ErrorCode.MALFORMED_REQUEST);
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xff, '"'}, ""))
        .isInstanceOf(DaprError.class);
  }

  @Test
  void refusesNestingThatWouldOverflowTheStack() {
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Json.parse(deep, "")).isInstanceOf(DaprError.class);
  }

  @Test
  void keepsAllDigits() {
    String numbers = "[9007199254740993,1.10,1E+2,123456789012345678901234567890.5]";
    assertThat(Json.write(Json.parse(numbers.getBytes(StandardCharsets.UTF_8), "")))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(numbers);
  }

  @Test
  void rendersAnErrorWithEveryKindOfDetail() {
    HttpOut out =
        HttpErrors.render(
            new DaprError(
                ErrorCode.STATE_GET,
                "no <luck>",
                new ErrorDetail.ErrorInfo("WHY", Map.of("a", "b")),
                new ErrorDetail.ErrorInfo("EMPTY", Map.of()),
                new ErrorDetail.ResourceInfo("state", "s"),
                new ErrorDetail.BadRequest("f", "d"),
                new ErrorDetail.Help("http://h", "read")));
    assertThat(out.status()).isEqualTo(500);
    assertThat(out.body().readAll())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            """
            {"errorCode":"ERR_STATE_GET","message":"no \\u003cluck\\u003e","details":[\
            {"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"dapr.io",\
            "metadata":{"a":"b"},"reason":"WHY"},\
            {"@type":"type.googleapis.com/google.rpc.ErrorInfo","domain":"dapr.io",\
            "metadata":null,"reason":"EMPTY"},\
            {"@type":"type.googleapis.com/google.rpc.ResourceInfo","description":"","owner":"",\
            "resource_name":"s","resource_type":"state"},\
            {"@type":"type.googleapis.com/google.rpc.BadRequest",\
            "field_violations":[{"field":"f","description":"d"}]},\
            {"@type":"type.googleapis.com/google.rpc.Help",\
            "links":[{"description":"read","url":"http://h"}]}]}""");
  }

  @Test
  void rendersARefusalAtTheDoorAsPlainText() {
    HttpOut out = HttpErrors.render(new DaprError(ErrorCode.UNAUTHENTICATED, "invalid api token"));
    assertThat(out.status()).isEqualTo(401);
    assertThat(out.body().contentType()).contains("text/plain; charset=utf-8");
    assertThat(out.body().readAll())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("invalid api token\n");
  }
}
