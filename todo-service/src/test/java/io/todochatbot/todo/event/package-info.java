/** Tests. */
@NullMarked
package io.todochatbot.todo.event;

import org.jspecify.annotations.NullMarked;
