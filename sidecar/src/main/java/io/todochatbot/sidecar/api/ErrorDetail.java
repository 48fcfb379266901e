package io.todochatbot.sidecar.api;

import java.util.List;
import java.util.Map;

/**
 * What a {@link DaprError} carries beside its message, after {@code google.rpc}'s error details.
 */
public sealed interface ErrorDetail {
  /**
   * Why, in a word for programs: {@code google.rpc.ErrorInfo} with domain {@code dapr.io}.
   *
   * @param present whether JSON shows the metadata as an object even if it is empty, not as null
   */
  record ErrorInfo(String reason, Map<String, String> metadata, boolean present)
      implements ErrorDetail {
    /** Copies the map. */
    public ErrorInfo {
      metadata = Map.copyOf(metadata);
    }

    /** Metadata that JSON shows as null if it is empty. */
    public ErrorInfo(String reason, Map<String, String> metadata) {
      this(reason, metadata, !metadata.isEmpty());
    }
  }

  /** Which resource: {@code google.rpc.ResourceInfo}. */
  record ResourceInfo(String type, String name, String owner, String description)
      implements ErrorDetail {
    /** A resource without owner and description. */
    public ResourceInfo(String type, String name) {
      this(type, name, "", "");
    }
  }

  /** Which fields are wrong: {@code google.rpc.BadRequest}. */
  record BadRequest(List<FieldViolation> violations) implements ErrorDetail {
    /** Copies the list. */
    public BadRequest {
      violations = List.copyOf(violations);
    }

    /** One wrong field. */
    public BadRequest(String field, String description) {
      this(List.of(new FieldViolation(field, description)));
    }
  }

  /** One wrong field of a {@link BadRequest}; {@code field} may be empty. */
  record FieldViolation(String field, String description) {}

  /** Where to read more: {@code google.rpc.Help}. */
  record Help(String url, String description) implements ErrorDetail {}
}
