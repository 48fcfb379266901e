/** A model that says what it is told; for tests. */
@NullMarked
package io.todochatbot.components.echo;

import org.jspecify.annotations.NullMarked;
