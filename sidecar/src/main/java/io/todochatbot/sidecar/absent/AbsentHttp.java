package io.todochatbot.sidecar.absent;

import io.todochatbot.sidecar.absent.AbsentApi.Block;
import io.todochatbot.sidecar.api.ApiGroup.Version;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpOut;
import java.util.List;

/** The paths of the building blocks that are not there; {@code {name}} is the component's. */
public final class AbsentHttp {
  private static final List<Version> STABLE = List.of(Version.V1);
  private static final List<Version> ALPHA1 = List.of(Version.ALPHA1);

  private record Row(Block block, List<Version> versions, List<String> verbs, String path) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(Block.BINDINGS, STABLE, List.of("POST", "PUT"), "bindings/{name}"),
          configuration("configuration/{name}"),
          configuration("configuration/{name}/subscribe"),
          configuration("configuration/{name}/{id}/unsubscribe"),
          new Row(Block.LOCK, ALPHA1, List.of("POST"), "lock/{name}"),
          new Row(Block.UNLOCK, ALPHA1, List.of("POST"), "unlock/{name}"),
          new Row(Block.CRYPTO, ALPHA1, List.of("PUT"), "crypto/{name}/encrypt"),
          new Row(Block.CRYPTO, ALPHA1, List.of("PUT"), "crypto/{name}/decrypt"),
          subtle("getkey"),
          subtle("encrypt"),
          subtle("decrypt"),
          subtle("wrapkey"),
          subtle("unwrapkey"),
          subtle("sign"),
          subtle("verify"),
          new Row(Block.SCHEDULE_JOB, ALPHA1, List.of("POST"), "jobs/{name}"),
          new Row(Block.GET_JOB, ALPHA1, List.of("GET"), "jobs/{name}"),
          new Row(Block.DELETE_JOB, ALPHA1, List.of("DELETE"), "jobs/{name}"),
          actors(List.of("POST", "PUT"), "state"),
          actors(List.of("GET"), "state/{key}"),
          actors(List.of("GET", "POST", "PUT", "DELETE"), "method/{method}"),
          actors(List.of("GET", "POST", "PUT", "PATCH", "DELETE"), "reminders/{reminder}"),
          actors(List.of("POST", "PUT", "DELETE"), "timers/{timer}"),
          workflows("GET", "{id}"),
          workflows("POST", "{id}/raiseEvent/{event}"),
          workflows("POST", "{id}/start"),
          workflows("POST", "{id}/pause"),
          workflows("POST", "{id}/resume"),
          workflows("POST", "{id}/terminate"),
          workflows("POST", "{id}/purge"));

  private AbsentHttp() {}

  /** Binds every path. */
  public static void bind(HttpApi http, AbsentApi api) {
    for (Row row : ROWS) {
      for (Version version : row.versions()) {
        for (String verb : row.verbs()) {
          Operation<String, Boolean> operation =
              api.refusing(row.block().name(), row.block(), version);
          // streaming: nobody needs the body
          http.streaming(
              verb,
              "/" + version.on(Wire.HTTP) + "/" + row.path(),
              operation,
              in -> in.variables().getOrDefault("name", ""),
              done -> HttpOut.noContent());
        }
      }
    }
  }

  private static Row configuration(String path) {
    return new Row(Block.CONFIGURATION, List.of(Version.V1, Version.ALPHA1), List.of("GET"), path);
  }

  private static Row subtle(String what) {
    return new Row(Block.SUBTLE_CRYPTO, ALPHA1, List.of("POST"), "subtlecrypto/{name}/" + what);
  }

  private static Row actors(List<String> verbs, String path) {
    return new Row(Block.ACTORS, STABLE, verbs, "actors/{type}/{id}/" + path);
  }

  private static Row workflows(String verb, String path) {
    return new Row(
        Block.WORKFLOWS,
        List.of(Version.V1, Version.BETA1, Version.ALPHA1),
        List.of(verb),
        "workflows/{name}/" + path);
  }
}
