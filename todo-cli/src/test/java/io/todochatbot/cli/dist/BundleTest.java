package io.todochatbot.cli.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a program's class path is laid out. */
final class BundleTest {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void holdsTheJarsAndIsNamedAsCurrent() throws IOException {
    Bundle bundle = lay("flags", jar("a.jar", "1"), jar("b.jar", "2"));

    assertThat(bundle.folder().resolve("a.jar")).hasContent("1");
    assertThat(bundle.folder().resolve("b.jar")).hasContent("2");
    assertThat(current()).isEqualTo(String.valueOf(bundle.folder().getFileName()));
  }

  @Test
  void keepsItsCacheWhenNothingChanged() throws IOException {
    Bundle first = lay("flags", jar("a.jar", "1"));
    Files.writeString(first.cache(), "recorded");

    Bundle second = lay("flags", jar("a.jar", "1"));

    assertThat(second.cache()).hasContent("recorded");
  }

  @Test
  void isAnotherFolderWhenAJarOrTheFlagsChange() throws IOException {
    Bundle first = lay("flags", jar("a.jar", "1"));
    Bundle otherJar = lay("flags", jar("a.jar", "2"));
    Bundle otherFlags = lay("more flags", jar("a.jar", "1"));

    assertThat(Stream.of(first, otherJar, otherFlags).map(Bundle::folder)).doesNotHaveDuplicates();
    assertThat(first.folder().resolve("a.jar")).hasContent("1");
    assertThat(otherJar.folder().resolve("a.jar")).hasContent("2");
  }

  @Test
  void completesAFolderThatAnAbortedBuildLeft() throws IOException {
    Path jar = jar("a.jar", "complete");
    Bundle bundle = lay("flags", jar);
    Files.writeString(bundle.folder().resolve("a.jar"), "comp");

    lay("flags", jar);

    assertThat(bundle.folder().resolve("a.jar")).hasContent("complete");
  }

  @Test
  void deletesOldFoldersButNotTheOneBefore() throws IOException {
    Bundle oldest = lay("1", jar("a.jar", "1"));
    lay("2", jar("a.jar", "1"));
    Bundle before = lay("3", jar("a.jar", "1"));
    Bundle newest = lay("4", jar("a.jar", "1"));

    assertThat(oldest.folder()).doesNotExist();
    assertThat(before.folder()).exists();
    assertThat(newest.folder()).exists();
  }

  private Bundle lay(String flags, Path... jars) throws IOException {
    Path launcher = Files.writeString(folder.resolve("launcher"), flags);
    return Bundle.lay(Files.createDirectories(folder.resolve("home")), launcher, List.of(jars));
  }

  private Path jar(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private String current() throws IOException {
    return Files.readString(folder.resolve("home/current")).strip();
  }
}
