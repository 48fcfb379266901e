@NullMarked
package io.todochatbot.sidecar.crypto;

import org.jspecify.annotations.NullMarked;
