package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A full setup and the cases that run against it, in file order. */
record Scenario(String file, Setup setup, List<GoldenCase> cases) {
  Scenario {
    cases = List.copyOf(cases);
  }

  /**
   * Reads all files {@code *.json} of a folder, in the order of their names.
   *
   * @throws IOException where the folder or a file can't be read, or is not of the golden form; the
   *     message says which and why
   */
  static List<Scenario> readAll(Path dir) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(dir)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IOException(dir + ": no file *.json here");
    }
    List<Scenario> scenarios = new ArrayList<>();
    for (Path file : files) {
      scenarios.addAll(read(file));
    }
    return scenarios;
  }

  private static List<Scenario> read(Path file) throws IOException {
    JsonNode cases = Json.MAPPER.readTree(file.toFile());
    if (!cases.isArray()) {
      throw new IOException(file + ": expected an array of cases");
    }
    String name = String.valueOf(file.getFileName());
    List<Scenario> scenarios = new ArrayList<>();
    Map<String, Scenario> byId = new LinkedHashMap<>();
    for (JsonNode json : cases) {
      JsonNode setup = json.path("setup");
      if (!setup.has("ref")) {
        Scenario started = new Scenario(name, Setup.read(setup), List.of());
        byId.put(started.setup().id(), started);
        scenarios.add(started);
      }
      String id = setup.path("ref").asText(setup.path("id").asText());
      Scenario scenario = byId.get(id);
      if (scenario == null) {
        throw new IOException(
            file + ": " + json.path("name").asText() + ": no setup has the id " + id);
      }
      Scenario longer =
          scenario.with(new GoldenCase(name, json.path("name").asText(), steps(json)));
      scenarios.set(scenarios.indexOf(scenario), longer);
      byId.put(id, longer);
    }
    return scenarios;
  }

  private Scenario with(GoldenCase more) {
    List<GoldenCase> longer = new ArrayList<>(cases);
    longer.add(more);
    return new Scenario(file, setup, longer);
  }

  private static List<Step> steps(JsonNode json) {
    List<Step> steps = new ArrayList<>();
    json.path("steps").forEach(step -> steps.add(new Step(steps.size() + 1, step)));
    return steps;
  }
}
