/** Tests. */
@NullMarked
package io.todochatbot.todo;

import org.jspecify.annotations.NullMarked;
