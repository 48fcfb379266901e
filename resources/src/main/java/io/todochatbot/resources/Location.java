package io.todochatbot.resources;

/**
 * Where something was written.
 *
 * @param file the file's path as it was given
 * @param line the line, the first being 1; 0 for the file as a whole
 */
public record Location(String file, int line) {
  /** Returns {@code file:line}, the form that editors and terminals open. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }
}
