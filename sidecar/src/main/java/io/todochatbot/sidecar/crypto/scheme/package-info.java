/** Dapr's own encryption scheme for documents of any length, {@code dapr.io/enc/v1}. */
@NullMarked
package io.todochatbot.sidecar.crypto.scheme;

import org.jspecify.annotations.NullMarked;
