/** Tests of what a sidecar tells of itself. */
@NullMarked
package io.todochatbot.sidecar.telemetry;

import org.jspecify.annotations.NullMarked;
