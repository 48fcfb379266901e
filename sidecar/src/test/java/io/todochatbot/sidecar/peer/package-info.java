@NullMarked
package io.todochatbot.sidecar.peer;

import org.jspecify.annotations.NullMarked;
