package io.todochatbot.sidecar.grpc;

import io.todochatbot.sidecar.api.Headers;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata of a gRPC call.
 *
 * @param map the metadata as it came
 * @param local where the call came in, which gRPC calls {@code :authority}
 */
record GrpcHeaders(MultiMap map, SocketAddress local) implements Headers {
  @Override
  public Optional<String> first(String name) {
    return Optional.ofNullable(map.get(name));
  }

  @Override
  public Iterable<Map.Entry<String, String>> all() {
    List<Map.Entry<String, String>> all = new ArrayList<>(map.entries());
    all.removeIf(header -> header.getKey().equals(GrpcServer.ENCODING));
    all.add(Map.entry(":authority", local.hostAddress() + ":" + local.port()));
    return all;
  }
}
