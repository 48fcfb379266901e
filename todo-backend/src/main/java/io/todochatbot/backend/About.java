package io.todochatbot.backend;

/**
 * What {@code GET /api/about} tells of this service.
 *
 * @param configuration the Dapr configuration that it was told to run under (DAPR_CONFIG)
 * @param eventsWaiting how many events the broker has not acknowledged yet
 */
record About(
    String appId,
    String configuration,
    String stateStore,
    String pubsub,
    String secretStore,
    long eventsWaiting) {}
