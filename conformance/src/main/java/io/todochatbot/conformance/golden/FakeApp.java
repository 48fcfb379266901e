package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The application beside a sidecar, answering as the setup says and remembering what it was sent.
 */
interface FakeApp extends AutoCloseable {
  /** The port it listens on. */
  int port();

  Inbox inbox();

  /** From now on the rpcs named in {@code answers} answer so. */
  void nowAnswers(JsonNode answers);

  @Override
  void close();
}
