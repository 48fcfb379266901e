@NullMarked
package io.todochatbot.sidecar.peer.mdns;

import org.jspecify.annotations.NullMarked;
