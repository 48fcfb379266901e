/** A binding that fires by the clock. */
@NullMarked
package io.todochatbot.components.cron;

import org.jspecify.annotations.NullMarked;
