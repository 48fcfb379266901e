package io.todochatbot.sidecar.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dapr.v1.CommonProtos.HTTPExtension;
import io.dapr.v1.CommonProtos.InvokeRequest;
import io.dapr.v1.DaprInvokeProtos.InvokeServiceRequest;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gRPC caller can ask for and HTTP can't say as it is. */
final class OddRequestsTest {
  @Test
  void blanksAndControlCharactersReachTheAppEscaped(@TempDir Path folder) throws IOException {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    app.start();
    try (Rig rig =
        Rig.start(
            Sidecar.builder()
                .appId("my-app")
                .appPort(app.getAddress().getPort())
                .resources(Rig.write(folder, Rig.MEMORY)))) {
      rig.grpc()
          .invokeService(
              InvokeServiceRequest.newBuilder()
                  .setId("my-app")
                  .setMessage(
                      InvokeRequest.newBuilder()
                          .setMethod("m")
                          .setHttpExtension(
                              HTTPExtension.newBuilder()
                                  .setVerb(HTTPExtension.Verb.GET)
                                  .setQuerystring("a= b\u0001")))
                  .build());
    } finally {
      app.stop(0);
    }
    assertThat(asked).contains("/m?a=%20b%01");
  }
}
