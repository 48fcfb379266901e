package io.todochatbot.sidecar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.resources.Configuration.MetricHttp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathLabelsTest {
  @ParameterizedTest
  @CsvSource({
    "/v1.0/state/store/some/key, /v1.0/state/store",
    "/v1.0/secrets/vault/name, /v1.0/secrets/vault",
    "/v1.0/actors/Cat/7/timers/t, /v1.0/actors/Cat/{id}/timers",
    "actors/Cat/7/method/m, actors/Cat/{id}/method/m",
    "/v1.0-alpha1/workflows/w/7, /v1.0-alpha1/workflows/w/{instanceId}",
    "/v1.0-alpha1/workflows/w/name/start, /v1.0-alpha1/workflows/w/name/start",
    "/v1.0-alpha1/workflows/w/7/raiseEvent/e, "
        + "/v1.0-alpha1/workflows/w/{instanceId}/raiseEvent/{eventName}",
    "/v1.0//invoke/app/method/orders/7, /v1.0/invoke/app/method/orders/7",
    "/nothing, /nothing"
  })
  void leavesOutKeysAndIds(String path, String label) {
    assertThat(labels(true).server(path)).isEqualTo(label);
  }

  @Test
  void leavesOutPathsUnlessAskedForThem() {
    PathLabels labels = labels(false);
    assertThat(labels.server("/v1.0/state/store/k")).isEmpty();
    assertThat(labels.client("/orders/7")).isEmpty();
    assertThat(labels.client("/dapr/subscribe")).isEqualTo("/dapr/subscribe");
  }

  @Test
  void findsTheTemplateOfAPathAlsoBehindAnInvocation() {
    PathLabels labels =
        labels(false, "/orders/{orderID}", "/orders/7/items", "/files/", "x/{r...}");
    assertThat(labels.server("/v1.0/invoke/a/method/orders/7"))
        .isEqualTo("/v1.0/invoke/{app_id}/method/orders/{orderID}");
    assertThat(labels.client("/orders/7")).isEqualTo("/orders/{orderID}");
    assertThat(labels.client("/orders/7/items")).isEqualTo("/orders/7/items");
    assertThat(labels.client("/files/a/b")).isEqualTo("/files/");
    assertThat(labels.client("/x/y/z")).isEqualTo("/x/{r...}");
    assertThat(labels.client("/orders/")).isEmpty();
    assertThat(labels.client("/other")).isEmpty();
  }

  @Test
  void prefersTheMoreSpecificTemplate() {
    PathLabels labels = labels(false, "/", "/orders/", "/orders/{id}", "/orders/new");
    assertThat(labels.client("/orders/new")).isEqualTo("/orders/new");
    assertThat(labels.client("/orders/7")).isEqualTo("/orders/{id}");
    assertThat(labels.client("/orders/7/items")).isEqualTo("/orders/");
    assertThat(labels.client("/else")).isEqualTo("/");
  }

  @Test
  void fallsBackToThePathItselfIfPathsAreWanted() {
    PathLabels labels = labels(true, "/v1.0/state/{store}/{key}");
    assertThat(labels.server("/v1.0/state/s/k")).isEqualTo("/v1.0/state/{store}/{key}");
    assertThat(labels.server("/v1.0/metadata")).isEqualTo("/v1.0/metadata");
  }

  @Test
  void namesVerbsUnlessTheyAreExcluded() {
    assertThat(labels(true).method("GET")).isEqualTo("GET");
    assertThat(labels(true).method("BREW")).isEqualTo("UNKNOWN");
    assertThat(new PathLabels(new MetricHttp(Optional.empty(), List.of(), true)).method("GET"))
        .isEmpty();
  }

  private static PathLabels labels(boolean detailed, String... templates) {
    return new PathLabels(new MetricHttp(Optional.of(detailed), List.of(templates), false));
  }
}
