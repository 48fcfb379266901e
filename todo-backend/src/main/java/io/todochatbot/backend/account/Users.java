package io.todochatbot.backend.account;

import io.todochatbot.todo.event.Envelope;

/** Who was ever here. */
public interface Users {

  /**
   * Notes that a user signed in.
   *
   * @param created what to tell if the user was not known before
   * @param signedIn what to tell in any case
   */
  void signedIn(String userId, String name, Envelope created, Envelope signedIn);
}
