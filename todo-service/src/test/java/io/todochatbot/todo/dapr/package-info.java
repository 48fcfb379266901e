/** Tests. */
@NullMarked
package io.todochatbot.todo.dapr;

import org.jspecify.annotations.NullMarked;
