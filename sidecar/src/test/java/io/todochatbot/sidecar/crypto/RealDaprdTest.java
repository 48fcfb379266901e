package io.todochatbot.sidecar.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.todochatbot.sidecar.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one encrypts, the other decrypts: ours and a real daprd. */
class RealDaprdTest {
  private static final List<String[]> WAYS =
      List.of(
          new String[] {"rsa.pem", "RSA", "AES-GCM"},
          new String[] {"rsa.json", "RSA-OAEP-256", "CHACHA20-POLY1305"},
          new String[] {"sym", "A256KW", "AES-GCM"},
          new String[] {"sym64", "AES", "CHACHA20-POLY1305"},
          new String[] {"oct.json", "A256KW", "AES-GCM"});
  private static final int[] LENGTHS = {0, 1, 65536, 65537, 1_500_000};

  @TempDir Path folder;

  @Test
  void decryptsWhatOursEncryptsAndTheOtherWayRound() throws IOException, InterruptedException {
    String daprd = System.getenv("TODO_DAPRD");
    assumeTrue(daprd != null, "a daprd 1.17; TODO_DAPRD names none");
    List<Integer> ports = freePorts();
    Process process = start(daprd, ports);
    try (Rig rig = Rig.start(Documents.sidecar(folder))) {
      int theirs = ports.getFirst();
      await().ignoreExceptions().until(() -> isHealthy(theirs));
      for (String[] way : WAYS) {
        for (int length : LENGTHS) {
          exchange(rig.sidecar().httpPort(), theirs, way, length);
          exchange(theirs, rig.sidecar().httpPort(), way, length);
        }
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static void exchange(int from, int to, String[] way, int length) {
    byte[] plaintext = Documents.plaintext(length);
    byte[] document =
        Documents.encrypt(from, plaintext, way[0], way[1], "dapr-data-encryption-cipher", way[2])
            .body();
    assertThat(Documents.put(to, "decrypt", document).body())
        .as("%s bytes from port %s to port %s, %s", length, from, to, String.join(" ", way))
        .isEqualTo(plaintext);
  }

  private Process start(String daprd, List<Integer> ports) throws IOException {
    Path resources = Files.createDirectory(folder.resolve("daprd"));
    Rig.write(resources, Documents.component());
    return new ProcessBuilder(
            daprd,
            "--app-id",
            "theirs",
            "--resources-path",
            resources.toString(),
            "--dapr-listen-addresses",
            "127.0.0.1",
            "--dapr-http-port",
            ports.get(0).toString(),
            "--dapr-grpc-port",
            ports.get(1).toString(),
            "--dapr-internal-grpc-port",
            ports.get(2).toString(),
            "--metrics-port",
            ports.get(3).toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("daprd.log").toFile())
        .start();
  }

  private static boolean isHealthy(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1.0/healthz")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 204;
    }
  }

  private static List<Integer> freePorts() {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        sockets.add(new ServerSocket(0));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
