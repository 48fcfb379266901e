package io.todochatbot.components.kafka;

import java.time.Duration;

/**
 * How messages are handed on together.
 *
 * @param most the most at a time
 * @param pause how long fewer wait for more
 */
record Batching(int most, Duration pause) {}
