package io.todochatbot.frontend.access;

/**
 * A signed-in person.
 *
 * @param userId who
 * @param token what the backend is shown on their behalf
 */
public record Visitor(String userId, String token) {}
