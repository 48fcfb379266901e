package io.todochatbot.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
  @TempDir Path folder;

  @Test
  void hasDaprsDefaultsWithoutAnyFile() {
    ConfigurationReader.Read read = ConfigurationReader.read(List.of(), name -> null);

    assertThat(read.problems()).isEmpty();
    Configuration.Spec spec = read.configuration().spec();
    assertThat(spec.metric().enabled()).isTrue();
    assertThat(spec.tracing().otel().isSecure()).isTrue();
    assertThat(spec.tracing().samplingRate()).isEmpty();
    assertThat(spec.accessControl().defaultAction()).isEqualTo("allow");
    assertThat(spec.accessControl().trustDomain()).isEqualTo("public");
  }

  @Test
  void laysLaterFilesOnTopOfEarlierOnesFieldByField() throws IOException {
    Path first =
        write(
            "a.yaml",
            "tracing: {samplingRate: '1', stdout: true}\n  features: [{name: A, enabled: true}]");
    Path second =
        write("b.yaml", "tracing: {samplingRate: 0.5}\n  features: [{name: B, enabled: true}]");

    Configuration read =
        ConfigurationReader.read(List.of(first, second), name -> null).configuration();

    assertThat(read.spec().tracing().samplingRate()).contains("0.5");
    assertThat(read.spec().tracing().stdout()).isTrue();
    assertThat(read.enabledFeatures()).containsExactly("B");
  }

  @Test
  void takesVariablesFromTheEnvironment() throws IOException {
    Path file = write("a.yaml", "tracing: {zipkin: {endpointAddress: 'http://$HOST:${PORT}/$NO'}}");
    Map<String, String> environment = Map.of("HOST", "h", "PORT", "9411");

    Configuration read = ConfigurationReader.read(List.of(file), environment::get).configuration();

    assertThat(read.spec().tracing().zipkin().endpointAddress()).isEqualTo("http://h:9411/");
  }

  @Test
  void readsMetricsOnTopOfMetric() {
    Configuration read =
        ConfigurationReader.parse(
                "c.yaml",
                configuration(
                    """
                    metric: {enabled: false, recordErrorCodes: true}
                      metrics: {enabled: true, http: {increasedCardinality: false}}"""))
            .configuration();

    assertThat(read.spec().metric().enabled()).isTrue();
    assertThat(read.spec().metric().recordErrorCodes()).isTrue();
    assertThat(read.spec().metric().http().increasedCardinality()).contains(false);
  }

  @Test
  void readsAccessRulesSecretsHandlersAndHeaders() {
    ConfigurationReader.Read read =
        ConfigurationReader.parse(
            "c.yaml",
            configuration(
                """
                accessControl:
                    defaultAction: deny
                    policies:
                    - {appId: a, operations: [{name: /x, httpVerb: ['*'], action: allow}]}
                  secrets:
                    scopes: [{storeName: s, defaultAccess: Deny, allowedSecrets: [k]}]
                  httpPipeline: {handlers: [{name: h, type: middleware.http.x}]}
                  tracing: {otel: {headers: ['a=b', {name: c, value: d}], timeout: 2s}}
                  nameResolution: {component: mdns, configuration: {a: [1]}}"""));

    assertThat(read.problems()).isEmpty();
    Configuration.Spec spec = read.configuration().spec();
    assertThat(spec.accessControl().trustDomain()).isEqualTo("public");
    assertThat(spec.accessControl().policies().getFirst().operations().getFirst().httpVerb())
        .containsExactly("*");
    SecretScope scope = spec.secrets().scopes().getFirst();
    assertThat(scope.allows("k")).isTrue();
    assertThat(scope.allows("other")).isFalse();
    assertThat(spec.httpPipeline().handlers())
        .extracting(Configuration.Handler::type)
        .containsExactly("middleware.http.x");
    assertThat(spec.tracing().otel().headers())
        .containsExactly(OtelHeader.of("a", "b"), OtelHeader.of("c", "d"));
    assertThat(spec.nameResolution().configuration()).contains("{\"a\":[1]}");
  }

  @Test
  void warnsOfOldAndUnknownFieldsAndReadsTheRest() {
    ConfigurationReader.Read read =
        ConfigurationReader.parse(
            "c.yaml",
            configuration(
                "metrics: {enabled: true, port: 9090}\n  tracing: {enabled: true, samplingRate: 1}"));

    assertThat(read.configuration().spec().tracing().samplingRate()).contains("1");
    assertThat(read.problems())
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            "c.yaml:5: spec.metric.port: unknown field",
            "c.yaml:6: spec.tracing.enabled: unknown field");
  }

  @Test
  void takesNothingFromAResourceOfAnotherKind() {
    ConfigurationReader.Read read =
        ConfigurationReader.parse("c.yaml", ResourcesTest.component("x"));

    assertThat(read.fatalProblems()).isEmpty();
    assertThat(read.problems()).singleElement().asString().contains("expected: Configuration");
  }

  @Test
  void endsOnBrokenYamlMissingFilesAndWrongTypes() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "a: [b");
    Path illTyped = write("ill.yaml", "metric: {enabled: perhaps}");
    Path repeated = write("rep.yaml", "secrets: {scopes: [{storeName: s}, {storeName: s}]}");
    for (Path file : List.of(broken, illTyped, repeated, folder.resolve("none.yaml"))) {
      assertThat(ConfigurationReader.read(List.of(file), name -> null).fatalProblems())
          .as(file.toString())
          .hasSize(1);
    }
  }

  private Path write(String name, String spec) throws IOException {
    return Files.writeString(folder.resolve(name), configuration(spec));
  }

  private static String configuration(String spec) {
    return "apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {name: c}\nspec:\n  "
        + spec
        + "\n";
  }
}
