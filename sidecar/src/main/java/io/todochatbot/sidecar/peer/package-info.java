/** From sidecar to sidecar: finding the other one, calling it and being called. */
@NullMarked
package io.todochatbot.sidecar.peer;

import org.jspecify.annotations.NullMarked;
