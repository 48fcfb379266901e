/** Tests. */
@NullMarked
package io.todochatbot.backend.task;

import org.jspecify.annotations.NullMarked;
