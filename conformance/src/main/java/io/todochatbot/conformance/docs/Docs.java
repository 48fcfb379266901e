package io.todochatbot.conformance.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program {@code todo docs}: writes the pages anew. */
public final class Docs {
  private Docs() {}

  /**
   * Writes the pages into the project of the folder {@code args[0]}.
   *
   * @throws IOException if a source can't be read or a page can't be written
   */
  public static void main(String[] args) throws IOException {
    Path project = Path.of(args[0]);
    Files.writeString(project.resolve(ComponentsPage.FILE), ComponentsPage.of(project));
    System.out.println("wrote " + ComponentsPage.FILE);
  }
}
