/**
 * Service invocation: an application calls another by its id, or a service outside by its address.
 */
@NullMarked
package io.todochatbot.sidecar.invoke;

import org.jspecify.annotations.NullMarked;
