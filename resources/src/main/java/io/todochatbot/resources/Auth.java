package io.todochatbot.resources;

/**
 * Where a resource's secret references point.
 *
 * @param secretStore the secret store component's name; empty for the platform's own
 */
public record Auth(String secretStore) {}
