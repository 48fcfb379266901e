package io.todochatbot.sidecar.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import io.todochatbot.sidecar.SidecarBuilder;
import io.todochatbot.sidecar.SidecarFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state.nosuch | process component c error: [INIT_COMPONENT_FAILURE]: initialization error"
            + " occurred for c (state.nosuch/v1): [CREATE_COMPONENT_FAILURE]: initialization error"
            + " occurred for c (state.nosuch/v1): couldn't find state store state.nosuch/v1",
        "exporters.otel | process component c error: incorrect type exporters.otel",
        "state.sqlite | process component c error: [INIT_COMPONENT_FAILURE]: initialization error"
            + " occurred for c (state.sqlite/v1): [INIT_COMPONENT_FAILURE]: initialization error"
            + " occurred for c (state.sqlite/v1): missing connection string",
      })
  void endsWithDaprdsWordsWhereAComponentCantBeMade(String type, String message) {
    assertThatThrownBy(() -> start(Rig.component("c", type)))
        .isInstanceOf(SidecarFailure.class)
        .hasMessageContaining(message);
  }

  @Test
  void goesOnWithoutAComponentWhoseErrorsAreIgnored() {
    String ignored = Rig.component("c", "state.nosuch", "ignoreErrors: true");
    try (Rig rig = start(ignored, Rig.MEMORY)) {
      assertThat(rig.lines("Ignoring error processing component: process component c error"))
          .hasSize(1);
      assertThat(rig.get("/v1.0/state/memstore/k").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void refusesTwoComponentsOfOneName() {
    assertThatThrownBy(
            () ->
                start(
                    Rig.component("a", "state.in-memory"), Rig.component("a", "pubsub.in-memory")))
        .hasMessage(
            "failed to load components: duplicate definition of Component name a"
                + " (pubsub.in-memory/v1) with existing a (state.in-memory/v1)");
  }

  @Test
  void closesComponentsInReverseOrder() {
    Rig rig = start(Rig.component("a", "state.in-memory"), Rig.component("b", "pubsub.in-memory"));
    rig.close();
    assertThat(rig.lines("Shutting down component "))
        .extracting(line -> line.replaceFirst(".*component (\\w+) .*", "$1"))
        .containsExactly("b", "a");
  }

  @Test
  void passesOverBrokenYamlUnlessItIsStrict() throws IOException {
    Files.writeString(folder.resolve("broken.yaml"), "a: [b\n");
    try (Rig rig = start(Rig.MEMORY)) {
      assertThat(rig.get("/v1.0/state/memstore/k").statusCode()).isEqualTo(204);
      assertThat(rig.lines("broken.yaml")).isNotEmpty();
    }
    SidecarBuilder strict = Sidecar.builder().appId("x").resources(folder).flag("strict", "true");
    assertThatThrownBy(strict::start)
        .isInstanceOf(SidecarFailure.class)
        .hasMessageStartingWith("refused by --strict, mend these and start again:\n")
        .hasMessageContaining("broken.yaml");
  }

  @Test
  void endsWhereTheConfigurationOrTheResourcesAreMissing() {
    SidecarBuilder noConfig = Sidecar.builder().appId("x").configuration(folder.resolve("no.yml"));
    assertThatThrownBy(noConfig::start)
        .hasMessageStartingWith("error loading configuration: stat " + folder.resolve("no.yml"));
    SidecarBuilder noResources = Sidecar.builder().appId("x").resources(folder.resolve("no"));
    assertThatThrownBy(noResources::start).hasMessageContaining(folder.resolve("no").toString());
  }

  private Rig start(String... resources) {
    return Rig.start(Sidecar.builder().appId("x").resources(Rig.write(folder, resources)));
  }
}
