package io.todochatbot.components.kafka;

import java.util.ArrayList;
import java.util.List;

/** The program of a {@link KafkaNode}: formats the node's folder if it is new, then runs it. */
final class KafkaProcess {
  private KafkaProcess() {}

  /**
   * Runs the node.
   *
   * @param args the properties file, {@code format} or {@code run}, and what else formatting takes
   */
  public static void main(String[] args) {
    if (args[1].equals("format")) {
      List<String> format =
          new ArrayList<>(
              List.of(
                  "format", "-t", "4L6g3nShT-eMCtK--X86sw", "-c", args[0], "--ignore-formatted"));
      format.addAll(List.of(args).subList(2, args.length));
      int code = kafka.tools.StorageTool.execute(format.toArray(String[]::new), System.err);
      if (code != 0) {
        throw new IllegalStateException("the node's folder can't be formatted: " + code);
      }
    }
    kafka.Kafka.main(new String[] {args[0]});
  }
}
