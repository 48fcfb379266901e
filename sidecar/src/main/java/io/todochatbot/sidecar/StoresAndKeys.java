package io.todochatbot.sidecar;

import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.configuration.AppUpdates;
import io.todochatbot.sidecar.configuration.ConfigurationApi;
import io.todochatbot.sidecar.configuration.ConfigurationGrpc;
import io.todochatbot.sidecar.configuration.ConfigurationHttp;
import io.todochatbot.sidecar.crypto.CryptoApi;
import io.todochatbot.sidecar.crypto.CryptoGrpc;
import io.todochatbot.sidecar.crypto.CryptoHttp;
import io.todochatbot.sidecar.crypto.SubtleApi;
import io.todochatbot.sidecar.crypto.SubtleGrpc;
import io.todochatbot.sidecar.crypto.SubtleHttp;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.lock.LockApi;
import io.todochatbot.sidecar.lock.LockGrpc;
import io.todochatbot.sidecar.lock.LockHttp;
import io.todochatbot.sidecar.peer.AppCallee;
import io.todochatbot.sidecar.resiliency.Target;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.LockStore;

/** Configuration, locks and cryptography of one sidecar. */
final class StoresAndKeys implements AutoCloseable {
  private final ConfigurationApi configuration;
  private final LockApi locks;
  private final CryptoApi crypto;
  private final SubtleApi subtle;

  StoresAndKeys(Blocks.Parts parts, Components components, Application application) {
    Log log = parts.log();
    configuration =
        new ConfigurationApi(
            components,
            application
                .channel()
                .map(
                    channel ->
                        new AppUpdates(
                            new AppCallee(channel, application::isHealthy),
                            store ->
                                parts
                                    .resiliency()
                                    .policy(new Target.ComponentIn(store, "Configuration")),
                            log.scope("dapr.runtime.http"))));
    locks = new LockApi(components, parts.options().appId());
    crypto = new CryptoApi(components, log.scope("dapr.runtime.crypto"));
    subtle =
        new SubtleApi(
            components,
            parts.loaded().configuration().enabled(SubtleApi.FEATURE),
            log.scope("dapr.runtime.crypto"));
  }

  void bind(HttpApi http, GrpcApi grpc) {
    ConfigurationHttp.bind(http, configuration);
    ConfigurationGrpc.bind(grpc, configuration);
    LockHttp.bind(http, locks);
    LockGrpc.bind(grpc, locks);
    CryptoHttp.bind(http, crypto);
    CryptoGrpc.bind(grpc, crypto);
    SubtleHttp.bind(http, subtle);
    SubtleGrpc.bind(grpc, subtle);
  }

  /**
   * Refuses a component that can't be used as it is configured.
   *
   * @throws ComponentException saying why
   */
  static void judge(Loaded component) {
    if (component.kind() == LockStore.class) {
      LockApi.judge(component);
    }
  }

  /** Ends every subscription to configuration. */
  @Override
  public void close() {
    configuration.close();
  }
}
