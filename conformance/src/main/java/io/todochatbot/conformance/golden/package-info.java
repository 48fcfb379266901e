/**
 * The golden runner: replays recorded exchanges of daprd against a real sidecar process, with fake
 * apps, and tells every difference.
 */
@NullMarked
package io.todochatbot.conformance.golden;

import org.jspecify.annotations.NullMarked;
