package io.todochatbot.cli;

/** The entry of the program {@code todo}. */
public final class Main {
  private Main() {}

  /** Runs the command named by the first argument and ends with its exit code. */
  public static void main(String[] args) {
    System.exit(Todo.commandLine().execute(args));
  }
}
