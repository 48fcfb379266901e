/** The bindings building block (https://docs.dapr.io/reference/api/bindings_api/). */
@NullMarked
package io.todochatbot.sidecar.bindings;

import org.jspecify.annotations.NullMarked;
