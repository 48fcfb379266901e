/** Computing with keys that a provider hands out. */
@NullMarked
package io.todochatbot.sidecar.crypto.local;

import org.jspecify.annotations.NullMarked;
