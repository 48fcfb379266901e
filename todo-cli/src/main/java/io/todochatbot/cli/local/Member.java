package io.todochatbot.cli.local;

import io.todochatbot.analytics.Analytics;
import io.todochatbot.backend.Backend;
import io.todochatbot.frontend.Frontend;

/** A service of the Todo Chatbot, in the order in which the sidecars' ports are given out. */
enum Member {
  BACKEND("todo-chatbot-backend", Backend.class, 3000),
  FRONTEND("todo-chatbot-frontend", Frontend.class, 8080),
  ANALYTICS("todo-chatbot-analytics", Analytics.class, 3001);

  private final String appId;
  private final Class<?> program;
  private final int usualPort;

  Member(String appId, Class<?> program, int usualPort) {
    this.appId = appId;
    this.program = program;
    this.usualPort = usualPort;
  }

  /** Its Dapr app id, which also names its folder of data and its logs. */
  String appId() {
    return appId;
  }

  /** The class with its {@code main}, for a process of its own. */
  String mainClass() {
    return program.getName();
  }

  /** The port it takes if nothing else is asked and it is free. */
  int usualPort() {
    return usualPort;
  }
}
