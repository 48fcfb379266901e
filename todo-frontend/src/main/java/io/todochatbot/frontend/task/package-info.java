/** The task list: read from the backend, shown in groups, changed in place. */
@NullMarked
package io.todochatbot.frontend.task;

import org.jspecify.annotations.NullMarked;
