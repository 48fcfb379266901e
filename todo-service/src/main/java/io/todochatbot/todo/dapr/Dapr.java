package io.todochatbot.todo.dapr;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a service asks of its sidecar: every call blocks until the sidecar answered. Thread-safe.
 *
 * <p>Component names (pub/sub, state store, secret store) come from the environment and are fixed
 * when the gateway is made. Every method throws {@link DaprFailure} if the sidecar can't be
 * reached, refuses or does not answer in time.
 */
public interface Dapr extends AutoCloseable {

  /**
   * Publishes JSON and returns once the broker has it.
   *
   * @param metadata Dapr's publish metadata, such as {@code cloudevent.id} or {@code partitionKey}
   */
  void publish(String topic, String json, Map<String, String> metadata);

  /** Saves JSON under a key, to be forgotten after a while. */
  void saveState(String key, String json, Duration timeToLive);

  /** The JSON under a key; empty if there is none or its time is over. */
  Optional<String> state(String key);

  /** Deletes a key; one that is not there is no error. */
  void deleteState(String key);

  /**
   * One secret. A secret of several members counts by the member of its own name, or by its only
   * one.
   *
   * @throws DaprFailure also if there is no such secret
   */
  String secret(String name);

  /** Calls another service by its app id. A refusal of that service is an answer, no exception. */
  Reply invoke(Invocation call);

  /**
   * Asks whether the sidecar and its components are ready to be called.
   *
   * @throws DaprFailure if not, within about a second, saying why
   */
  void check();

  /** Closes the connections to the sidecar. */
  @Override
  void close();
}
