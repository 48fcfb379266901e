package io.todochatbot.todo;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one service, read from environment variables.
 *
 * <p>A variable that is missing or blank takes its default. Three services may run in one JVM, so
 * nothing here comes from process-wide properties.
 *
 * @param web how the service listens
 * @param sidecar where its sidecar is and what it is called there
 * @param peers the app ids of the services it calls
 * @param dataDir {@code TODO_DATA_DIR}: folder of the SQLite files; default {@code data}
 * @param signInToken {@code TODO_SIGN_IN_TOKEN}: the local user's sign-in token; none by default
 * @param zone {@code TODO_TIME_ZONE}: zone in which "tomorrow" is understood; default the system's
 */
public record Environment(
    Web web,
    Sidecar sidecar,
    Peers peers,
    Path dataDir,
    @Nullable String signInToken,
    ZoneId zone) {

  /**
   * How a service listens.
   *
   * @param port {@code APP_PORT}: default 3000; 0 is any free port
   * @param address {@code TODO_LISTEN_ADDRESS}: default 127.0.0.1, as the sidecar is beside us; a
   *     pod that is probed from outside sets 0.0.0.0
   * @param appToken {@code APP_API_TOKEN}: what the sidecar must show when it calls us
   */
  public record Web(int port, String address, @Nullable String appToken) {}

  /**
   * The sidecar and the names of what it offers.
   *
   * @param httpPort {@code DAPR_HTTP_PORT}: default 3500
   * @param grpcPort {@code DAPR_GRPC_PORT}: default 50001
   * @param appId {@code DAPR_APP_ID}: none by default; see {@link #appIdOr}
   * @param configuration {@code DAPR_CONFIG}: default todo-chatbot-config
   * @param stateStore {@code DAPR_STATE_STORE}: default statestore
   * @param pubsub {@code DAPR_PUBSUB}: default pubsub-kafka
   * @param secretStore {@code DAPR_SECRET_STORE}: default kubernetes-secrets
   * @param apiToken {@code DAPR_API_TOKEN}: what we show when we call the sidecar
   */
  public record Sidecar(
      int httpPort,
      int grpcPort,
      @Nullable String appId,
      String configuration,
      String stateStore,
      String pubsub,
      String secretStore,
      @Nullable String apiToken) {

    /** The app id, or the one a service has by itself when the variable is not set. */
    public String appIdOr(String fallback) {
      return appId == null ? fallback : appId;
    }
  }

  /**
   * The services that others call, by app id.
   *
   * @param backend {@code TODO_BACKEND_APP_ID}: default todo-chatbot-backend
   * @param analytics {@code TODO_ANALYTICS_APP_ID}: default todo-chatbot-analytics
   */
  public record Peers(String backend, String analytics) {}

  /**
   * Reads the settings.
   *
   * @throws BadEnvironment naming every variable that can't be used, with what was expected
   */
  public static Environment of(Map<String, String> variables) {
    Variables read = new Variables(variables);
    Environment environment =
        new Environment(
            new Web(
                read.port("APP_PORT", 3000, 0),
                read.text("TODO_LISTEN_ADDRESS", "127.0.0.1"),
                read.text("APP_API_TOKEN")),
            new Sidecar(
                read.port("DAPR_HTTP_PORT", 3500, 1),
                read.port("DAPR_GRPC_PORT", 50001, 1),
                read.text("DAPR_APP_ID"),
                read.text("DAPR_CONFIG", "todo-chatbot-config"),
                read.text("DAPR_STATE_STORE", "statestore"),
                read.text("DAPR_PUBSUB", "pubsub-kafka"),
                read.text("DAPR_SECRET_STORE", "kubernetes-secrets"),
                read.text("DAPR_API_TOKEN")),
            new Peers(
                read.text("TODO_BACKEND_APP_ID", "todo-chatbot-backend"),
                read.text("TODO_ANALYTICS_APP_ID", "todo-chatbot-analytics")),
            read.folder("TODO_DATA_DIR", "data"),
            read.text("TODO_SIGN_IN_TOKEN"),
            read.zone("TODO_TIME_ZONE"));
    read.refuseProblems();
    return environment;
  }

  /** Settings that can't be used: the message has one line for each variable. */
  public static final class BadEnvironment extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadEnvironment(String message) {
      super(message);
    }
  }
}
