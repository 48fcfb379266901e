/** The backend service: tasks, chat and the events of both. */
@NullMarked
package io.todochatbot.backend;

import org.jspecify.annotations.NullMarked;
