@NullMarked
package io.todochatbot.sidecar.crypto.local;

import org.jspecify.annotations.NullMarked;
