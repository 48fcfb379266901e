package io.todochatbot.sidecar.app;

import com.google.rpc.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The application answered a gRPC call with a status other than OK. */
public final class AppFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;
  private final transient List<Map.Entry<String, String>> headers;
  private final transient List<Map.Entry<String, String>> trailers;

  /** The application's own status and metadata. */
  public AppFailure(
      Status status,
      List<Map.Entry<String, String>> headers,
      List<Map.Entry<String, String>> trailers) {
    super(status.getMessage(), null, false, false);
    this.status = status;
    this.headers = List.copyOf(headers);
    this.trailers = List.copyOf(trailers);
  }

  /** The status, with its details. */
  public Status status() {
    return status;
  }

  /** The status in the words of Go's library: {@code rpc error: code = Internal desc = boom}. */
  public String words() {
    StringBuilder name = new StringBuilder();
    for (String word :
        io.grpc.Status.fromCodeValue(status.getCode()).getCode().name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    String code = name.toString().equals("Cancelled") ? "Canceled" : name.toString();
    return "rpc error: code = " + code + " desc = " + status.getMessage();
  }

  /** The metadata received before the status. */
  public List<Map.Entry<String, String>> headers() {
    return headers;
  }

  /** The metadata received with the status. */
  public List<Map.Entry<String, String>> trailers() {
    return trailers;
  }
}
