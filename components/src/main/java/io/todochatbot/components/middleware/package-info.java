/** Middleware of HTTP pipelines that needs no server. */
@NullMarked
package io.todochatbot.components.middleware;

import org.jspecify.annotations.NullMarked;
