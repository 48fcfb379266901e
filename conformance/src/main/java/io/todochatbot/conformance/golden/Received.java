package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What a fake app was sent. */
sealed interface Received {

  /** A request to an HTTP app. */
  record Http(String method, String path, Map<String, String> headers, byte[] body)
      implements Received {}

  /** A call of a gRPC app, its message in proto3 JSON. */
  record Rpc(String rpc, String service, Map<String, String> metadata, JsonNode request)
      implements Received {}
}
