/**
 * Publishing and subscribing: CloudEvents, topic scopes, routing, delivery to the application and
 * dead letters.
 */
@NullMarked
package io.todochatbot.sidecar.pubsub;

import org.jspecify.annotations.NullMarked;
