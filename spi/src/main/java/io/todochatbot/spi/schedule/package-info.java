/**
 * Times as Dapr writes them: cron expressions, {@code @every}, points in time. Used by jobs, by the
 * cron binding and by whoever else waits for a moment.
 */
@NullMarked
package io.todochatbot.spi.schedule;

import org.jspecify.annotations.NullMarked;
