package io.todochatbot.cli.local;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * The main class of a child process: runs another main and ends in order when its standard input
 * does, which happens when the parent asks for it, and also when the parent is killed.
 */
public final class Child {
  private Child() {}

  /**
   * Runs a main class.
   *
   * @param args its name and its arguments
   * @throws Throwable what it throws
   */
  public static void main(String[] args) throws Throwable {
    Thread.ofPlatform().daemon().name("parent-watch").start(Child::endWithParent);
    MethodHandles.publicLookup()
        .findStatic(
            Class.forName(args[0]), "main", MethodType.methodType(void.class, String[].class))
        .invoke(Arrays.copyOfRange(args, 1, args.length));
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever sent
      }
    } catch (IOException ignored) {
      // a broken pipe is an end as well
    }
    System.exit(0);
  }
}
