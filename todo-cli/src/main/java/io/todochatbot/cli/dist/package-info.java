/**
 * Lays out what {@code todo} and {@code bin/sidecar} run from: the class paths, and the caches with
 * which a JVM starts in a fraction of the time. Run by the build; no part of a running program.
 */
@NullMarked
package io.todochatbot.cli.dist;

import org.jspecify.annotations.NullMarked;
