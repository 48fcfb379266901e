/** The application behind the sidecar, and the only way to reach it. */
@NullMarked
package io.todochatbot.sidecar.app;

import org.jspecify.annotations.NullMarked;
