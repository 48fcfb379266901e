/** Vert.x streams as blocking ones, with back-pressure both ways. */
@NullMarked
package io.todochatbot.sidecar.stream;

import org.jspecify.annotations.NullMarked;
