/** The cryptography building block (https://docs.dapr.io/reference/api/cryptography_api/). */
@NullMarked
package io.todochatbot.sidecar.crypto;

import org.jspecify.annotations.NullMarked;
