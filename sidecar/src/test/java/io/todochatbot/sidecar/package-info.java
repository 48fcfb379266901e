/** Tests of the sidecar as a whole, on real ports. */
@NullMarked
package io.todochatbot.sidecar;

import org.jspecify.annotations.NullMarked;
