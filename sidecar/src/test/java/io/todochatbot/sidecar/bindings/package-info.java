@NullMarked
package io.todochatbot.sidecar.bindings;

import org.jspecify.annotations.NullMarked;
