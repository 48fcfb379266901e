package io.todochatbot.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
  @TempDir Path folder;

  @Test
  void readsSeveralDocumentsOfOneFileInOrderWithTheirLines() throws IOException {
    write("all.yaml", component("one") + "---\n" + component("two") + "--- # last\nkind: Pod\n");

    Resources read = Resources.read(List.of(folder));

    assertThat(read.components()).extracting(Component::name).containsExactly("one", "two");
    assertThat(read.components()).extracting(c -> c.location().line()).containsExactly(1, 8);
    assertThat(read.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.cause()).isEqualTo(Problem.Cause.UNKNOWN_KIND);
              assertThat(p.severity()).isEqualTo(Problem.Severity.NOTE);
              assertThat(p.location().line()).isEqualTo(15);
            });
  }

  @Test
  void readsFilesByNameAndPassesOverOthersAndSubfolders() throws IOException {
    write("b.yml", component("b"));
    write("a.YAML", component("a"));
    write("notes.txt", "not yaml");
    Files.createDirectory(folder.resolve("sub.yaml"));

    Resources read = Resources.read(List.of(folder));

    assertThat(read.components()).extracting(Component::name).containsExactly("a", "b");
    assertThat(read.problems()).extracting(Problem::cause).containsExactly(Problem.Cause.NOT_YAML);
  }

  @Test
  void goesOnAfterADocumentThatIsNoYaml() throws IOException {
    write("mixed.yaml", component("one") + "---\na: [b\n---\n" + component("two"));

    Resources read = Resources.read(List.of(folder));

    assertThat(read.components()).extracting(Component::name).containsExactly("one", "two");
    assertThat(read.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.cause()).isEqualTo(Problem.Cause.BROKEN_YAML);
              assertThat(p.location().file()).endsWith("mixed.yaml");
              assertThat(p.location().line()).isBetween(9, 11);
            });
  }

  @Test
  void reportsAFolderThatIsNotThere() {
    Resources read = Resources.read(List.of(folder.resolve("nowhere")));

    assertThat(read.problemsFrom(Problem.Severity.FATAL))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("no such file or directory");
  }

  @Test
  void readsJsonIndentedWithTabs() {
    Resources read =
        Resources.parse(
            "c.yaml",
            "{\n\t\"apiVersion\": \"dapr.io/v1alpha1\",\n\t\"kind\": \"Component\",\n"
                + "\t\"metadata\": {\"name\": \"j\"},\n\t\"spec\": {\"type\": \"state.x\"}\n}");

    assertThat(read.problems()).isEmpty();
    assertThat(read.components()).singleElement().extracting(Component::type).isEqualTo("state.x");
  }

  @Test
  void showsAnAppItsScopeAndNamespaceOnly() {
    Resources read =
        Resources.parse(
            "c.yaml",
            String.join(
                "---\n",
                component("open"),
                component("mine") + "scopes: [me, you]\n",
                component("yours") + "scopes: [you]\n",
                component("elsewhere").replace("name:", "namespace: far\n  name:")));

    assertThat(read.visibleTo("me", Optional.of("near")).components())
        .extracting(Component::name)
        .containsExactly("open", "mine");
    assertThat(read.visibleTo("me", Optional.empty()).components())
        .extracting(Component::name)
        .containsExactly("open", "mine", "elsewhere");
  }

  @Test
  void namesBothOfTwoComponentsOfOneNameInDaprsWords() {
    Resources read =
        Resources.parse("c.yaml", component("a") + "---\n" + component("a"))
            .visibleTo("me", none());

    assertThat(read.problemsFrom(Problem.Severity.FATAL))
        .extracting(Problem::message)
        .containsExactly(
            "duplicate definition of Component name a (state.in-memory/v1) with existing a"
                + " (state.in-memory/v1)");
  }

  @Test
  void asksWhetherAMisspeltKindWasMeantToBeAnother() {
    Resources read = Resources.parse("c.yaml", component("a").replace("Component", "Componant"));

    assertThat(read.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.severity()).isEqualTo(Problem.Severity.WARNING);
              assertThat(p.message()).contains("did you mean Component?");
            });
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  static String component(String name) {
    return """
    apiVersion: dapr.io/v1alpha1
    kind: Component
    metadata:
      name: %s
    spec:
      {type: state.in-memory, version: v1}
    """
        .formatted(name);
  }

  @Test
  void readsTheKindWhateverTheCaseOfItsKey() {
    Resources resources =
        Resources.parse(
            "sub.yaml",
            """
            apiVersion: dapr.io/v1alpha1
            Kind: Subscription
            Metadata:
              name: sub1
            spec:
              pubsubname: mypub
              topic: a
              route: /123
            """);

    assertThat(resources.subscriptions()).extracting(Subscription::name).containsExactly("sub1");
  }
}
