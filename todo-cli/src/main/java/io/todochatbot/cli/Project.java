package io.todochatbot.cli;

import java.nio.file.Path;

/** Where the project lies on this machine. */
final class Project {
  private Project() {}

  /** The folder of the launcher {@code todo}, which names it; the working folder without it. */
  static Path root() {
    return Path.of(System.getProperty("todo.root", "")).toAbsolutePath();
  }

  /** Where data lies unless told otherwise: {@code .todo-chatbot} in the person's home. */
  static Path data() {
    return Path.of(System.getProperty("user.home"), ".todo-chatbot");
  }
}
