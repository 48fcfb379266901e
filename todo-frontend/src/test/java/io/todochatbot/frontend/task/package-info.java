/** Tests. */
@NullMarked
package io.todochatbot.frontend.task;

import org.jspecify.annotations.NullMarked;
