package io.todochatbot.sidecar.api;

/**
 * The group an operation belongs to in Dapr's allow and deny lists ({@code spec.api} of a
 * Configuration).
 *
 * @param name such as {@code state}; empty for operations that no list can forbid
 * @param version how stable the API is, which each wire spells its own way
 */
public record ApiGroup(String name, Version version) {
  /** Operations that are always allowed, such as the health checks. */
  public static final ApiGroup ALWAYS = new ApiGroup("", Version.V1);

  /** A version as HTTP and gRPC spell it. */
  public enum Version {
    /** Stable. */
    V1("v1.0", "v1"),
    /** First preview. */
    ALPHA1("v1.0-alpha1", "v1alpha1"),
    /** Second preview. */
    ALPHA2("v1.0-alpha2", "v1alpha2"),
    /** Nearly stable. */
    BETA1("v1.0-beta1", "v1beta1");

    private final String http;
    private final String grpc;

    Version(String http, String grpc) {
      this.http = http;
      this.grpc = grpc;
    }

    /** The version as {@code wire} spells it. */
    public String on(Wire wire) {
      return wire == Wire.HTTP ? http : grpc;
    }
  }

  /** A stable group. */
  public static ApiGroup v1(String name) {
    return new ApiGroup(name, Version.V1);
  }

  /** A group in its first preview. */
  public static ApiGroup alpha1(String name) {
    return new ApiGroup(name, Version.ALPHA1);
  }
}
