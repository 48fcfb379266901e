/** The way from a service to its sidecar, on the official Java SDK. */
@NullMarked
package io.todochatbot.todo.dapr;

import org.jspecify.annotations.NullMarked;
