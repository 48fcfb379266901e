/** Tasks: what they are, the rules for changing them and their routes. */
@NullMarked
package io.todochatbot.backend.task;

import org.jspecify.annotations.NullMarked;
