package io.todochatbot.components.kafka;

import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Whether there is a cluster and whether it lets us in. */
final class Cluster {
  private static final int CONNECT_MILLIS = 3000;
  private static final int DESCRIBE_SECONDS = 10;

  private Cluster() {}

  /**
   * Requires that a broker answers.
   *
   * @throws ComponentException in daprd's words if none can be reached
   * @throws KafkaException if the cluster refuses
   */
  static void require(List<String> brokers, Map<String, Object> config) {
    // Kafka's client would go on trying; a port that nobody listens at is told at once
    String last = "";
    for (String broker : brokers) {
      last = reach(broker);
      if (last.isEmpty()) {
        describe(config);
        return;
      }
    }
    throw new ComponentException(
        "failed to get latest Kafka clients for initialization: kafka: client has run out of"
            + " available brokers to talk to: "
            + last);
  }

  /**
   * Asks the cluster for its id.
   *
   * @throws KafkaException if it refuses or does not answer
   */
  static void describe(Map<String, Object> config) {
    try (Admin admin = Admin.create(config)) {
      admin.describeCluster().clusterId().get(DESCRIBE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException(KafkaPubSub.words(e.getCause()));
    } catch (TimeoutException e) {
      throw new KafkaException("no broker has answered for " + DESCRIBE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while connecting", e);
    }
  }

  /** Why a broker can't be reached; empty if it can. */
  private static String reach(String broker) {
    int colon = broker.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      int port = colon < 0 ? 9092 : Integer.parseInt(broker.substring(colon + 1));
      String host = colon < 0 ? broker : broker.substring(0, colon);
      socket.connect(new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port), CONNECT_MILLIS);
      return "";
    } catch (IOException | IllegalArgumentException e) {
      return "dial tcp " + broker + ": " + KafkaPubSub.words(e);
    }
  }
}
