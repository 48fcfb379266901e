package io.todochatbot.conformance.golden;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is tried.
 *
 * @param command the sidecar program; daprd's flags are appended
 * @param isOurs whether it is this project's sidecar, which grows issue by issue, or a daprd, which
 *     has everything
 * @param redisServer the program to start for setups that name a Redis, where this machine has one
 */
record Target(List<String> command, boolean isOurs, Optional<Path> redisServer) {
  Target {
    command = List.copyOf(command);
  }
}
