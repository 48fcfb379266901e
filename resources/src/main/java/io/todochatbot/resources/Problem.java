package io.todochatbot.resources;

/**
 * Something wrong with a resource, said where it was written.
 *
 * @param location the place
 * @param cause what kind of mistake it is
 * @param severity what becomes of it unless the caller is strict
 * @param resource the resource's kind and name, such as {@code Resiliency myresiliency}; empty if
 *     not known
 * @param field the dotted path of the field, such as {@code spec.metadata[1].value}; empty for the
 *     whole
 * @param message what was found and what was expected
 */
public record Problem(
    Location location,
    Cause cause,
    Severity severity,
    String resource,
    String field,
    String message) {

  /** How bad a problem is, the mildest first. */
  public enum Severity {
    /** Passed over on purpose, such as a kind that isn't the sidecar's. */
    NOTE,
    /** Has no effect; most likely a mistake. Daprd is silent about these. */
    WARNING,
    /** The document or resource was left out. Daprd logs it and starts. */
    ERROR,
    /** Daprd ends with exit code 1. */
    FATAL
  }

  /** What kind of mistake a problem is. */
  public enum Cause {
    /** A file or folder can't be read. */
    UNREADABLE,
    /** The text is no YAML. */
    BROKEN_YAML,
    /** A value that its field can't hold. */
    ILL_TYPED,
    /** A field that must be there and isn't. */
    MISSING,
    /** A field nobody reads. */
    UNKNOWN_FIELD,
    /** A key written twice; the last one counts. */
    REPEATED_KEY,
    /** A resource of a kind that the sidecar doesn't use. */
    UNKNOWN_KIND,
    /** A file that isn't YAML by its name. */
    NOT_YAML,
    /** Two resources of one kind and name. */
    DUPLICATE
  }

  /** Returns one line: place, field and message. */
  @Override
  public String toString() {
    return location + ": " + (field.isEmpty() ? "" : field + ": ") + message;
  }
}
