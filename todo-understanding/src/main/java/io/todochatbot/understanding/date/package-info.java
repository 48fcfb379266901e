/** Finds the day and the time of day that a sentence speaks of. */
@NullMarked
package io.todochatbot.understanding.date;

import org.jspecify.annotations.NullMarked;
