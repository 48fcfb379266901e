package io.todochatbot.cli.dist;

import io.todochatbot.cli.ReadyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * {@code todo up} on free ports, the page, a few sentences of chat, and the end. In between also
 * {@code todo chat}, with a cache of its own.
 *
 * @param root the project's folder
 * @param caches where the cache of {@code todo chat} is left
 */
record TodoRehearsal(Path root, Path caches) implements Rehearsal {
  private static final List<String> SENTENCES =
      List.of("add buy milk tomorrow at 5pm", "list my tasks", "complete buy milk", "help");

  @Override
  public void run(Map<String, String> environment) throws IOException {
    Path folder = Trial.newFolder();
    Path ready = folder.resolve("ready.json");
    List<String> command =
        List.of(
            root.resolve("todo").toString(),
            "up",
            "--port=0",
            "--sidecar-port=0",
            "--data=" + folder.resolve("data"),
            "--ready-file=" + ready);
    try (Trial trial = Trial.start(folder, command, environment)) {
      trial.await(() -> Files.exists(ready));
      ReadyFile stack = ReadyFile.read(ready);
      for (String sentence : SENTENCES) {
        trial.tryGet(stack.page());
        trial.post(
            stack.api() + "/chat",
            "{\"message\":\"" + sentence + "\"}",
            "Authorization",
            "Bearer " + stack.token());
      }
      chat(ready);
      trial.stop();
    }
  }

  private void chat(Path ready) throws IOException {
    Path raw = caches.resolve("chat.new");
    List<String> command =
        List.of(
            root.resolve("todo").toString(),
            "chat",
            "--ready-file=" + ready,
            "list",
            "my",
            "tasks");
    try (Trial trial =
        Trial.start(
            Trial.newFolder(),
            command,
            Map.of("TODO_AOT_RECORD", raw.toString(), "TODO_BUILT", "yes"))) {
      trial.awaitEnd();
    }
    Files.move(raw, caches.resolve("chat.aot"), StandardCopyOption.REPLACE_EXISTING);
  }
}
