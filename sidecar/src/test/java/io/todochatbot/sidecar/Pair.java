package io.todochatbot.sidecar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Two sidecars that find each other: one that calls, and one with the application called. */
final class Pair implements AutoCloseable {
  static final String CALLEE = "callee";

  private final Rig caller;
  private final Rig callee;

  /**
   * Starts both and waits for the application.
   *
   * @param protocol the application's
   * @param resources of the caller
   */
  Pair(Path folder, int appPort, String protocol, String... resources) {
    try {
      Map<String, String> environment =
          Map.of("DAPR_REGISTRY_FOLDER", folder.resolve("names").toString());
      callee =
          Rig.start(
              Sidecar.builder()
                  .appId(CALLEE)
                  .appPort(appPort)
                  .appProtocol(protocol)
                  .environment(environment)
                  .flag("max-body-size", "0"));
      caller =
          Rig.start(
              Sidecar.builder()
                  .appId("caller")
                  .environment(environment)
                  .resources(Rig.write(Files.createDirectories(folder.resolve("res")), resources))
                  .flag("max-body-size", "0"));
      callee.sidecar().awaitReady(java.time.Duration.ofSeconds(20));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Rig caller() {
    return caller;
  }

  Rig callee() {
    return callee;
  }

  @Override
  public void close() {
    caller.close();
    callee.close();
  }
}
