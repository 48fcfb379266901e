/** The secrets building block (https://docs.dapr.io/reference/api/secrets_api/). */
@NullMarked
package io.todochatbot.sidecar.secrets;

import org.jspecify.annotations.NullMarked;
