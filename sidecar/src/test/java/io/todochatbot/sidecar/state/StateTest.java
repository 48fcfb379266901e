package io.todochatbot.sidecar.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.dapr.v1.CommonProtos;
import io.dapr.v1.DaprStateProtos;
import io.grpc.StatusRuntimeException;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateTest {
  private static final String STORE = "/v1.0/state/memstore";

  private final Rig rig;

  StateTest(@TempDir Path folder) {
    rig =
        Rig.start(
            Sidecar.builder()
                .appId("my-app")
                .resources(
                    Rig.write(
                        folder,
                        Rig.MEMORY,
                        Rig.component("odd näme ☺", "state.in-memory"),
                        Rig.component(
                            "shared",
                            "state.in-memory",
                            "metadata:",
                            "- name: KeyPrefix",
                            "  value: none"),
                        Rig.component(
                            "sql",
                            "state.sqlite",
                            "metadata:",
                            "- name: connectionString",
                            "  value: " + folder.resolve("s.db"))))
                .flag("max-body-size", "64Ki"));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "123456789012345678901234567890",
        "1.10",
        "1E+400",
        "null",
        "\"text\"",
        "{\"a\":[1,2,{}]}",
        "\"\\u003cb\\u003e \\u0026 \\u2028\"",
      })
  void givesBackEveryValueAsItWasSaved(String value) {
    for (String store : new String[] {STORE, "/v1.0/state/sql"}) {
      assertThat(Rig.told(rig.post(store, "[{\"key\":\"k\",\"value\":" + value + "}]")))
          .isEqualTo("204");
      HttpResponse<String> answer = rig.get(store + "/k");
      assertThat(answer.body()).isEqualToIgnoringCase(value);
      assertThat(answer.headers().firstValue("content-type")).contains("application/json");
      assertThat(answer.headers().firstValue("etag")).isPresent();
    }
  }

  @Test
  void escapesStringsAsGoDoes() {
    rig.post(STORE, "[{\"key\":\"k\",\"value\":{\"<k>\":\"a<b>&\\u0001é\u2029\"}}]");
    assertThat(rig.get(STORE + "/k").body())
        .isEqualTo("{\"\\u003ck\\u003e\":\"a\\u003cb\\u003e\\u0026\\u0001é\\u2029\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ключ", "a b", "a/b", "ä%41", "{}", "a+b", "..", "k?x=1", "🎉", "#"})
  void keepsKeysOfAnyCharacters(String key) {
    assertThat(rig.post(STORE, "[{\"key\":\"" + key + "\",\"value\":1}]").statusCode())
        .isEqualTo(204);
    String path = STORE + "/" + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    assertThat(Rig.told(rig.get(path.replace("..", "%2E%2E")))).isEqualTo("200 1");
    assertThat(rig.send("DELETE", path.replace("..", "%2E%2E"), "").statusCode()).isEqualTo(204);
    assertThat(rig.get(path.replace("..", "%2E%2E")).statusCode()).isEqualTo(204);
  }

  @Test
  void findsStoresOfOddNames() {
    String store = "/v1.0/state/odd%20n%C3%A4me%20%E2%98%BA";
    assertThat(Rig.told(rig.post(store, "[{\"key\":\"k\",\"value\":1}]"))).isEqualTo("204");
    assertThat(Rig.told(rig.get(store + "/k"))).isEqualTo("200 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST | /v1.0/state/nope | [] | 400 | ERR_STATE_STORE_NOT_FOUND",
        "POST | /v1.0/state/nope | { | 400 | ERR_STATE_STORE_NOT_FOUND",
        "GET | /v1.0/state/nope/k | | 400 | ERR_STATE_STORE_NOT_FOUND",
        "POST | /v1.0/state/memstore | { | 400 | ERR_MALFORMED_REQUEST",
        "POST | /v1.0/state/memstore | {} | 400 | ERR_MALFORMED_REQUEST",
        "POST | /v1.0/state/memstore | `` | 400 | ERR_MALFORMED_REQUEST",
        "POST | /v1.0/state/memstore | [{\"value\":1}] | 400 | ERR_MALFORMED_REQUEST",
        "POST | /v1.0/state/memstore | [{\"key\":7}] | 400 | ERR_MALFORMED_REQUEST",
        "POST | /v1.0/state/memstore | [1] x | 400 | ERR_MALFORMED_REQUEST",
        "POST | /v1.0/state/memstore/bulk | [] | 400 | ERR_MALFORMED_REQUEST",
        "POST | /v1.0/state/memstore/transaction | 1 | 400 | ERR_MALFORMED_REQUEST",
        "POST | /v1.0/state/memstore/transaction | {\"operations\":[{\"operation\":\"x\","
            + "\"request\":{\"key\":\"k\"}}]} | 400 | ERR_NOT_SUPPORTED_STATE_OPERATION",
        "GET | /v1.0/state/memstore/a%7C%7Cb | | 400 | ERR_MALFORMED_REQUEST",
        "PATCH | /v1.0/state/memstore | [] | 404 | ERR_DIRECT_INVOKE",
        "POST | /v1.0-alpha1/state/memstore/query | {} | 500 | ERR_STATE_STORE_NOT_SUPPORTED",
      })
  void refusesBadRequestsWithDaprsStatusAndCode(
      String method, String path, String body, int status, String code) {
    HttpResponse<String> answer = rig.send(method, path, body == null ? "" : body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"errorCode\":\"" + code + "\"").contains("\"message\":\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/bulk", "/transaction"})
  void refusesABodyOverTheLimit(String path) {
    HttpResponse<String> answer = rig.post(STORE + path, "[\"" + "x".repeat(70_000) + "\"]");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("ERR_MALFORMED_REQUEST").contains("stream too large");
    assertThat(rig.get("/v1.0/healthz").statusCode()).isEqualTo(204);
  }

  @Test
  void refusesAMessageOverTheLimitInGrpcsWords() {
    assertThatThrownBy(() -> rig.grpc().saveState(save("memstore", "k", "x".repeat(70_000))))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageMatching(
            "RESOURCE_EXHAUSTED: grpc: received message larger than max \\(\\d+ vs\\. 65536\\)");
    rig.grpc().saveState(save("memstore", "k", "1"));
  }

  @Test
  void takesJsonOfWhateverContentType() {
    assertThat(
            rig.send("POST", STORE, "[{\"key\":\"k\",\"value\":1}]", "Content-Type", "text/plain")
                .statusCode())
        .isEqualTo(204);
  }

  @Test
  void keepsAnEtagAgainstASecondWriter() {
    rig.post(STORE, "[{\"key\":\"k\",\"value\":1}]");
    String etag = rig.get(STORE + "/k").headers().firstValue("etag").orElseThrow();
    String second = "[{\"key\":\"k\",\"value\":2,\"etag\":\"" + etag + "\"}]";
    assertThat(rig.post(STORE, second).statusCode()).isEqualTo(204);
    HttpResponse<String> late = rig.post(STORE, second);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("ERR_STATE_SAVE");
    assertThat(rig.send("DELETE", STORE + "/k", "", "If-Match", etag).statusCode()).isEqualTo(409);
    assertThat(Rig.told(rig.get(STORE + "/k"))).isEqualTo("200 2");
  }

  @Test
  void tellsWhenAValueEnds() {
    rig.post(STORE, "[{\"key\":\"k\",\"value\":1,\"metadata\":{\"ttlInSeconds\":\"60\"}}]");
    assertThat(rig.get(STORE + "/k").headers().firstValue("metadata.ttlexpiretime"))
        .hasValueSatisfying(
            time -> assertThat(java.time.Instant.parse(time)).isAfter(java.time.Instant.now()));
  }

  @Test
  void changesAllOrNothing() {
    rig.post(STORE, "[{\"key\":\"a\",\"value\":1}]");
    String operations =
        """
        {"operations":[
          {"operation":"upsert","request":{"key":"a","value":2}},
          {"operation":"delete","request":{"key":"b","etag":"%s"}}]}
        """;
    assertThat(rig.post(STORE + "/transaction", operations.formatted("nope")).statusCode())
        .isEqualTo(500);
    assertThat(Rig.told(rig.get(STORE + "/a"))).isEqualTo("200 1");
    assertThat(
            rig.post(STORE + "/transaction", operations.replace(",\"etag\":\"%s\"", ""))
                .statusCode())
        .isEqualTo(204);
    assertThat(Rig.told(rig.get(STORE + "/a"))).isEqualTo("200 2");
  }

  @Test
  void answersSeveralKeysAtOnce() {
    rig.post(STORE, "[{\"key\":\"a\",\"value\":{\"x\":1}}]");
    assertThat(rig.post(STORE + "/bulk", "{\"keys\":[\"a\",\"none\"]}").body())
        .matches(
            "\\[\\{\"key\":\"a\",\"data\":\\{\"x\":1},\"etag\":\"[^\"]+\"},\\{\"key\":\"none\"}]");
  }

  @Test
  void saysTheSameOverGrpc() {
    rig.grpc().saveState(save("memstore", "k", "\"v\""));
    DaprStateProtos.GetStateResponse found =
        rig.grpc()
            .getState(
                DaprStateProtos.GetStateRequest.newBuilder()
                    .setStoreName("memstore")
                    .setKey("k")
                    .build());
    assertThat(found.getData().toStringUtf8()).isEqualTo("\"v\"");
    assertThat(found.getEtag()).isNotEmpty();
    assertThat(Rig.told(rig.get(STORE + "/k"))).isEqualTo("200 \"v\"");
    assertThatThrownBy(() -> rig.grpc().saveState(save("nope", "k", "1")))
        .hasMessage("INVALID_ARGUMENT: state store nope is not found");
    assertThatThrownBy(() -> rig.grpc().saveState(save("memstore", "", "1")))
        .hasMessage("INVALID_ARGUMENT: state key cannot be empty");
    assertThatThrownBy(() -> rig.grpc().saveState(save("memstore", "a||b", "1")))
        .hasMessage("INVALID_ARGUMENT: input key/keyPrefix 'a||b' can't contain '||'");
  }

  private static DaprStateProtos.SaveStateRequest save(String store, String key, String value) {
    return DaprStateProtos.SaveStateRequest.newBuilder()
        .setStoreName(store)
        .addStates(
            CommonProtos.StateItem.newBuilder()
                .setKey(key)
                .setValue(ByteString.copyFromUtf8(value)))
        .build();
  }
}
