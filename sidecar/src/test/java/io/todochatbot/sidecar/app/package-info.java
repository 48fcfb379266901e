@NullMarked
package io.todochatbot.sidecar.app;

import org.jspecify.annotations.NullMarked;
