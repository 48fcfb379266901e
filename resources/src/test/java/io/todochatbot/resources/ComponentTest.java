package io.todochatbot.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentTest {
  private static final String HEAD =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Component
      metadata:
        name: store
      """;

  @Test
  void readsEveryField() {
    Resources read =
        Resources.parse(
            "c.yaml",
            HEAD
                + """
                  namespace: prod
                  annotations: {a: b}
                  creationTimestamp: null
                spec:
                  type: state.redis
                  version: v1
                  ignoreErrors: true
                  initTimeout: 1m
                  metadata:
                  - name: host
                    value: localhost:6379
                  - name: password
                    secretKeyRef: {name: redis, key: pw}
                  - name: token
                    secretKeyRef: {name: redis}
                  - name: user
                    envRef: REDIS_USER
                auth:
                  secretStore: vault
                scopes: [a, b]
                """);

    assertThat(read.problems()).isEmpty();
    Component component = read.components().getFirst();
    assertThat(component.metadata().namespace()).isEqualTo("prod");
    assertThat(component.logName()).isEqualTo("store (state.redis/v1)");
    assertThat(component.spec().ignoreErrors()).isTrue();
    assertThat(component.spec().initTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(component.auth().secretStore()).isEqualTo("vault");
    assertThat(component.scopes()).containsExactly("a", "b");
    assertThat(component.entry("HOST").flatMap(NamedValue::value)).contains("localhost:6379");
    assertThat(component.entry("password").flatMap(NamedValue::secretKeyRef))
        .contains(new SecretRef("redis", Optional.of("pw")));
    assertThat(component.entry("token").flatMap(NamedValue::secretKeyRef).orElseThrow().keyOrName())
        .isEqualTo("redis");
    assertThat(component.entry("user").flatMap(NamedValue::envRef)).contains("REDIS_USER");
    assertThat(component.entry("user").orElseThrow().location().line()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text | text",
        "'007' | 007",
        "5 | 5",
        "1.50 | 1.5",
        "1.0 | 1",
        "yes | true",
        "OFF | false",
        "010 | 8",
        "0x1F | 31",
        "1_000 | 1000",
        "{a: 1, b: [x, true]} | {\"a\":1,\"b\":[\"x\",true]}",
        "[] | []",
        "2024-01-01 | 2024-01-01",
        "'yes' | yes",
        "1e3 | 1000"
      })
  void takesAnyYamlAsAMetadataValue(String yaml, String expected) {
    String spec = "spec:\n  type: t\n  metadata:\n  - {name: n, value: %s}\n".formatted(yaml);
    Component component = Resources.parse("c.yaml", HEAD + spec).components().getFirst();

    assertThat(component.entry("n").flatMap(NamedValue::value)).contains(expected);
  }

  @Test
  void takesANullValueAsAbsentAndFollowsAnchorsAndMergeKeys() {
    String spec =
        """
        spec: &base
          type: t
          metadata:
          - &first {name: n, value: null}
          - <<: *first
            name: m
            value: &v
              <<: {a: 1}
              b: 2
        """;
    Component component = Resources.parse("c.yaml", HEAD + spec).components().getFirst();

    assertThat(component.entry("n").flatMap(NamedValue::value)).isEmpty();
    assertThat(component.entry("m").flatMap(NamedValue::value)).contains("{\"a\":1,\"b\":2}");
  }

  @Test
  void takesKeysRegardlessOfCaseAsGoDoes() {
    Resources read = Resources.parse("c.yaml", HEAD + "spec: {Type: t, VERSION: v2}\n");

    assertThat(read.problems()).isEmpty();
    assertThat(read.components().getFirst().version()).isEqualTo("v2");
  }

  @Test
  void warnsOfUnknownFieldsAndGuessesWhatWasMeant() {
    Resources read =
        Resources.parse(
            "c.yaml", HEAD + "spec:\n  type: t\n  metdata: []\n  colour: red\nscope: [a]\n");

    assertThat(read.components()).hasSize(1);
    assertThat(read.problems())
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            "c.yaml:7: spec.metdata: unknown field (did you mean metadata?)",
            "c.yaml:8: spec.colour: unknown field",
            "c.yaml:9: scope: unknown field (did you mean scopes?)");
    assertThat(read.problems())
        .allSatisfy(p -> assertThat(p.severity()).isEqualTo(Problem.Severity.WARNING));
  }

  @Test
  void leavesOutAComponentWithAValueOfTheWrongType() {
    Resources read =
        Resources.parse("c.yaml", HEAD + "spec: {type: t, ignoreErrors: maybe}\nscopes: me\n");

    assertThat(read.components()).isEmpty();
    assertThat(read.problems())
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            "c.yaml:5: spec.ignoreErrors: \"maybe\" (expected: true or false)",
            "c.yaml:6: scopes: \"me\" (expected: a list)");
  }

  @Test
  void takesAnInitTimeoutThatIsNoDurationAsTheDefault() {
    Resources read = Resources.parse("c.yaml", HEAD + "spec: {type: t, initTimeout: '10'}\n");

    assertThat(read.components().getFirst().spec().initTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(read.problems())
        .extracting(Problem::severity)
        .containsExactly(Problem.Severity.WARNING);
  }

  @Test
  void refusesANameThatCannotBePartOfAPath() {
    Resources read = Resources.parse("c.yaml", HEAD.replace("store", "a/b") + "spec: {type: t}\n");

    assertThat(read.components()).isEmpty();
    assertThat(read.problems())
        .singleElement()
        .asString()
        .startsWith("c.yaml:4: metadata: invalid");
  }

  @Test
  void warnsOfAKeyWrittenTwiceAndTakesTheLast() {
    Resources read = Resources.parse("c.yaml", HEAD + "spec:\n  type: t\n  type: u\n");

    assertThat(read.components().getFirst().type()).isEqualTo("u");
    assertThat(read.problems())
        .singleElement()
        .asString()
        .isEqualTo("c.yaml:7: spec.type: written twice; the last one counts");
  }
}
