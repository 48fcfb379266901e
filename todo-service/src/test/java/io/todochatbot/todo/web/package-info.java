/** Tests. */
@NullMarked
package io.todochatbot.todo.web;

import org.jspecify.annotations.NullMarked;
