/** Secrets from environment variables. */
@NullMarked
package io.todochatbot.components.localenv;

import org.jspecify.annotations.NullMarked;
