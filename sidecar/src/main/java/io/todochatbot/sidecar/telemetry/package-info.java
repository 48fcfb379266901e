/** Logs, traces and metrics in daprd's names; one instance for each sidecar. */
@NullMarked
package io.todochatbot.sidecar.telemetry;

import org.jspecify.annotations.NullMarked;
