package io.todochatbot.spi;

import java.util.List;

/** Tells where the sidecars of an application are ({@code nameresolution.*}). */
public interface NameResolver extends Component {
  /**
   * Makes a sidecar known until this resolver is closed. Called once, when the sidecar listens.
   *
   * @throws ComponentException if that fails
   */
  void register(Instance self);

  /**
   * Returns the internal addresses of the application's sidecars, each {@code host:port}, at least
   * one.
   *
   * @param namespace where the application lives; a resolver may pass over it
   * @throws ComponentException.NotFound if none is known
   */
  List<String> resolve(String appId, String namespace);

  /**
   * A sidecar as others know it.
   *
   * @param appId its application
   * @param namespace where that lives
   * @param host the host at which other sidecars reach it
   * @param port its internal port
   */
  record Instance(String appId, String namespace, String host, int port) {
    /** Host and port, an IPv6 address in brackets. */
    public String address() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
