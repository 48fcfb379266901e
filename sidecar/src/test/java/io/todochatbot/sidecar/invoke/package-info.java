@NullMarked
package io.todochatbot.sidecar.invoke;

import org.jspecify.annotations.NullMarked;
