package io.todochatbot.components.localfile;

import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Tells when something in a file's folder changes: the file itself, or what replaces it. Editors
 * put another file in its place, and Kubernetes turns a link in the folder to another version.
 */
final class FolderWatch implements AutoCloseable {
  /** For how long nothing may have happened before it is told: a file is written in steps. */
  private static final Duration QUIET = Duration.ofMillis(50);

  private final WatchService service;

  private FolderWatch(WatchService service) {
    this.service = service;
  }

  /** Begins to collect changes in the folder of {@code file}. */
  static FolderWatch of(Path file) {
    Path folder = file.getParent() == null ? Path.of("") : file.getParent();
    try {
      WatchService service = folder.getFileSystem().newWatchService();
      try {
        folder.register(
            service,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
      } catch (IOException e) {
        service.close();
        throw e;
      }
      return new FolderWatch(service);
    } catch (IOException e) {
      throw new ComponentException(
          "can't watch the folder " + folder + " for changes of " + file.getFileName(), e);
    }
  }

  /** Runs {@code changed} after changes, those collected before this call included. */
  void start(Runnable changed) {
    Thread.ofVirtual().name("folder-watch").start(() -> run(changed));
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new ComponentException("can't stop watching a folder: " + e.getMessage(), e);
    }
  }

  private void run(Runnable changed) {
    try {
      while (true) {
        empty(service.take());
        WatchKey more = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
        while (more != null) {
          empty(more);
          more = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
        }
        changed.run();
      }
    } catch (ClosedWatchServiceException closed) {
      // the component has ended
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void empty(WatchKey key) {
    key.pollEvents();
    key.reset();
  }
}
