@NullMarked
package io.todochatbot.sidecar.pubsub;

import org.jspecify.annotations.NullMarked;
