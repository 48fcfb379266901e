/** The sidecar itself: its options, its life cycle, its command line. */
@NullMarked
package io.todochatbot.sidecar;

import org.jspecify.annotations.NullMarked;
