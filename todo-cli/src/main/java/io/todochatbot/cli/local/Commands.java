package io.todochatbot.cli.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each sidecar and each service is told, whether it runs in this JVM or in one of its own:
 * daprd's flags for the one, environment variables for the other.
 *
 * @param options what {@code todo up} was asked for
 * @param ports where everything listens
 * @param token the local user's sign-in token
 */
record Commands(StackOptions options, Ports ports, String token) {

  /** The sidecar's command line. */
  List<String> sidecarFlags(Member member) {
    Ports.Of its = ports.of(member);
    return List.of(
        "--app-id=" + member.appId(),
        "--app-port=" + its.app(),
        "--dapr-http-port=" + its.http(),
        "--dapr-grpc-port=" + its.grpc(),
        "--dapr-internal-grpc-port=" + its.internal(),
        "--dapr-internal-grpc-listen-address=127.0.0.1",
        "--dapr-listen-addresses=127.0.0.1",
        "--metrics-port=" + its.metrics(),
        "--metrics-listen-address=127.0.0.1",
        "--resources-path=" + options.resources(),
        "--config=" + options.resources().resolve("config/todo-chatbot-config.yaml"),
        "--dapr-graceful-shutdown-seconds=1",
        "--log-file=" + log(member.appId() + ".sidecar"),
        "--strict");
  }

  /**
   * The sidecar's environment: what the resources' {@code envRef} name, and where its names are,
   * besides what we have. Two of us on one machine have services of the same names, so each looks
   * for them in its own data folder unless the person has named another.
   */
  Map<String, String> sidecarVariables() {
    Map<String, String> variables = new TreeMap<>(options.environment());
    variables.put("TODO_STATE_FILE", options.data().resolve("state.db").toString());
    variables.put("TODO_PUBSUB_FILE", options.data().resolve("pubsub.db").toString());
    variables.put("TODO_SECRETS_FILE", options.data().resolve("secrets.json").toString());
    variables.putIfAbsent("DAPR_JOBS_FILE", options.data().resolve("jobs.db").toString());
    variables.putIfAbsent("DAPR_REGISTRY_FOLDER", options.data().resolve("names").toString());
    return variables;
  }

  /** The service's environment. */
  Map<String, String> serviceVariables(Member member) {
    Ports.Of its = ports.of(member);
    Map<String, String> variables = new TreeMap<>(options.environment());
    variables.put("APP_PORT", Integer.toString(its.app()));
    variables.put("DAPR_HTTP_PORT", Integer.toString(its.http()));
    variables.put("DAPR_GRPC_PORT", Integer.toString(its.grpc()));
    variables.put("DAPR_APP_ID", member.appId());
    variables.put("TODO_DATA_DIR", options.data().resolve(member.appId()).toString());
    variables.put("TODO_SIGN_IN_TOKEN", token);
    return variables;
  }

  /** The address that signs the local user in and shows the page. */
  String page() {
    return "http://127.0.0.1:" + ports.of(Member.FRONTEND).app() + "/signin/" + token;
  }

  /** The address under which the API answers. */
  String api() {
    return "http://127.0.0.1:" + ports.of(Member.FRONTEND).app() + "/api";
  }

  /** The file that something logs to. */
  Path log(String name) {
    return options.data().resolve("logs").resolve(name + ".log");
  }
}
