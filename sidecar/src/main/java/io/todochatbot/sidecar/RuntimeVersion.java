package io.todochatbot.sidecar;

/** The version that applications see: the release of Dapr that this sidecar is compatible with. */
final class RuntimeVersion {
  static final String TEXT = "1.17.9";

  private RuntimeVersion() {}
}
