package io.todochatbot.components.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.NameResolver.Instance;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubernetesNamesTest {
  private final List<String> asked = new ArrayList<>();

  @Test
  void findsEveryPodBehindTheServiceThatDaprMakesForAnApp() {
    KubernetesNames names = names("", "");
    assertThat(names.resolve("orders", "shop"))
        .containsExactly("10.0.0.1:50002", "[fd00:0:0:0:0:0:0:1]:50002");
    assertThat(asked).containsExactly("orders-dapr.shop.svc.cluster.local");
  }

  @Test
  void asksInTheClustersOwnDomain() {
    assertThat(names("example.org", "").address("orders", "shop"))
        .isEqualTo("orders-dapr.shop.svc.example.org:50002");
  }

  @Test
  void aTemplateStandsInPlaceOfTheUsualAddress() {
    assertThat(names("", "{{.ID}}-{{ .Namespace }}.internal:{{.Port}}").address("or$ders", "shop"))
        .isEqualTo("or$ders-shop.internal:50002");
    assertThat(names("", "{{.ID}}.internal").resolve("orders", "shop"))
        .first()
        .isEqualTo("10.0.0.1:50002");
  }

  @Test
  void aTemplateThatSpeaksOfSomethingElseIsRefused() {
    assertThatThrownBy(() -> names("", "{{.Id}}.internal:{{.Port}}"))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("{{.Id}}")
        .hasMessageContaining("{{.ID}}, {{.Namespace}} or {{.Port}}");
  }

  @Test
  void anAppThatDnsDoesNotKnowIsNotFound() {
    KubernetesNames names =
        new KubernetesNames(
            new KubernetesNames.Settings("cluster.local", ""),
            host -> {
              throw new UnknownHostException(host);
            });
    assertThatThrownBy(() -> names.resolve("orders", "shop"))
        .isInstanceOf(ComponentException.NotFound.class)
        .hasMessageStartingWith(
            "failed to resolve address for 'orders-dapr.shop.svc.cluster.local'");
  }

  private KubernetesNames names(String domain, String template) {
    KubernetesNames names =
        new KubernetesNames(
            new KubernetesNames.Settings(domain, template),
            host -> {
              asked.add(host);
              return new InetAddress[] {
                InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("fd00::1")
              };
            });
    names.register(new Instance("me", "shop", "10.0.0.9", 50002));
    return names;
  }
}
