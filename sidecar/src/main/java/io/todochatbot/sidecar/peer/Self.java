package io.todochatbot.sidecar.peer;

/**
 * What other sidecars learn of this one.
 *
 * @param appId its application's id
 * @param namespace where that lives; {@code default} if nothing is said
 * @param hostAddress this machine's address ({@code DAPR_HOST_IP}, else found out)
 * @param hostName this machine's name
 */
public record Self(String appId, String namespace, String hostAddress, String hostName) {
  /** Names the namespace {@code default} if it is empty. */
  public Self {
    namespace = namespace.isEmpty() ? "default" : namespace;
  }

  /** Adds what the callee is told of the caller, behind or before what the call says itself. */
  public Metadata introduce(Metadata metadata, String callee) {
    return forward(metadata)
        .preceded("dapr-caller-namespace", namespace)
        .preceded("dapr-caller-app-id", appId)
        .preceded("dapr-callee-app-id", callee)
        .preceded("destination-app-id", callee);
  }

  /** Adds this sidecar to those that a call went through. */
  public Metadata forward(Metadata metadata) {
    String address = hostAddress.indexOf(':') >= 0 ? "\"[" + hostAddress + "]\"" : hostAddress;
    return metadata
        .followed("X-Forwarded-For", hostAddress)
        .followed("X-Forwarded-Host", hostName)
        .followed("Forwarded", "for=" + address + ";by=" + address + ";host=" + hostName);
  }
}
