package io.todochatbot.sidecar.resiliency;

/** What a policy is about. */
public sealed interface Target {
  /**
   * A call to a method of an application, or to a service outside Dapr.
   *
   * @param id the application's id, the HTTPEndpoint's name or the URL, as the caller wrote it
   * @param method each has a circuit breaker of its own
   */
  record App(String id, String method) implements Target {}

  /**
   * A call to a component.
   *
   * @param kind the component's kind as names of default policies spell it, such as {@code Pubsub}
   */
  record ComponentOut(String name, String kind) implements Target {}

  /**
   * A call to the application on behalf of a component.
   *
   * @param kind the component's kind as names of default policies spell it, such as {@code Pubsub}
   */
  record ComponentIn(String name, String kind) implements Target {}
}
