@NullMarked
package io.todochatbot.sidecar.lock;

import org.jspecify.annotations.NullMarked;
