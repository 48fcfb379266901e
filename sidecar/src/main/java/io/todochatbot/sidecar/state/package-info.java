/** The state building block (https://docs.dapr.io/reference/api/state_api/). */
@NullMarked
package io.todochatbot.sidecar.state;

import org.jspecify.annotations.NullMarked;
