package io.todochatbot.components.kafka;

import io.todochatbot.spi.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Kafka node (KRaft, broker and controller in one) in a process of its own, from the Maven
 * artifacts that carry it. It listens in plain text, with TLS that asks for a certificate, and with
 * SASL; it can be stopped, killed and started again on the same ports and data.
 */
public final class KafkaNode implements AutoCloseable {
  /** A user of the SASL listener. */
  public static final String USER = "alice";

  /** The user's password, with signs that configuration files trip over. */
  public static final String PASSWORD = "s3\"cr\\et";

  private final Path folder;
  private final TestAuthority authority = TestAuthority.named("kafka-ca");
  private final int plain = free();
  private final int tls = free();
  private final int sasl = free();
  private final int controller = free();
  private Process process;

  private KafkaNode(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("server.properties"), properties());
    process =
        launch(
            "format", "--add-scram", scram("SCRAM-SHA-256"), "--add-scram", scram("SCRAM-SHA-512"));
    awaitReady();
  }

  /** Starts a node whose data stand in {@code folder}. */
  public static KafkaNode start(Path folder) {
    try {
      return new KafkaNode(folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address of the listener in plain text. */
  public String plain() {
    return "127.0.0.1:" + plain;
  }

  /** The address of the listener with TLS, which asks for a certificate of {@link #authority}. */
  public String tls() {
    return "127.0.0.1:" + tls;
  }

  /** The address of the listener with SASL, in plain text. */
  public String sasl() {
    return "127.0.0.1:" + sasl;
  }

  /** Who vouches for the node, and must vouch for its clients. */
  public TestAuthority authority() {
    return authority;
  }

  /** Stops the node without giving it time for anything. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Starts it again. */
  public void restart() {
    try {
      process = launch("run");
      awaitReady();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private Process launch(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaProcess.class.getName(),
                folder.resolve("server.properties").toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("node.log").toFile()))
        .start();
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "the Kafka node has ended:\n" + Files.readString(folder.resolve("node.log")));
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), plain), 500);
        return;
      } catch (IOException e) {
        awaitALittle();
      }
    }
    throw new IllegalStateException(
        "the Kafka node does not listen:\n" + Files.readString(folder.resolve("node.log")));
  }

  /** Waits for the process, which ends the wait early only if it dies. */
  private void awaitALittle() {
    try {
      process.waitFor(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitEnd() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String properties() throws IOException {
    TestAuthority.Issued own = authority.issue("kafka", "127.0.0.1", "localhost");
    Path keyStore =
        Files.writeString(folder.resolve("node.pem"), own.keyPem() + own.certificatePem());
    Path trustStore = Files.writeString(folder.resolve("ca.pem"), authority.pem());
    String login = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%d
        listeners=PLAINTEXT://127.0.0.1:%d,SSL://127.0.0.1:%d,SASL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=PLAINTEXT
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SSL:SSL,SASL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%s
        num.partitions=3
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.enable=false
        ssl.keystore.type=PEM
        ssl.keystore.location=%s
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        listener.name.ssl.ssl.client.auth=required
        sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
        listener.name.sasl.plain.sasl.jaas.config=%s user_%s="%s";
        listener.name.sasl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        listener.name.sasl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        """
        .formatted(
            controller,
            plain,
            tls,
            sasl,
            controller,
            folder.resolve("data"),
            keyStore,
            trustStore,
            login,
            USER,
            // once for the properties file, once for the login's own language
            PASSWORD.replace("\\", "\\\\\\\\").replace("\"", "\\\\\""));
  }

  private static String scram(String mechanism) {
    return mechanism + "=[name=" + USER + ",password=" + PASSWORD + "]";
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
