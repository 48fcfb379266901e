/** What a sidecar counts and measures, in daprd's names; one instance for each sidecar. */
@NullMarked
package io.todochatbot.sidecar.metrics;

import org.jspecify.annotations.NullMarked;
