package io.todochatbot.backend.account;

/**
 * On whose behalf something is done.
 *
 * @param userId the user
 * @param correlationId ties together the events of one request
 */
public record Caller(String userId, String correlationId) {}
