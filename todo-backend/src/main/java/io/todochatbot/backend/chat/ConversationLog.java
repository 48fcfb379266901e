package io.todochatbot.backend.chat;

import io.todochatbot.todo.event.Envelope;

/** Which conversations there were; what was said is not kept. */
public interface ConversationLog {

  /**
   * Notes a message.
   *
   * @param created what to tell if the conversation is new
   * @param sent what to tell of the message
   */
  void said(String userId, String conversationId, Envelope created, Envelope sent);
}
