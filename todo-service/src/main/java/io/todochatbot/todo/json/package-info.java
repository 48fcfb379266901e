/** JSON as the services write and read it. */
@NullMarked
package io.todochatbot.todo.json;

import org.jspecify.annotations.NullMarked;
