/** Counting each event once, and the sums that come of it. */
@NullMarked
package io.todochatbot.analytics.count;

import org.jspecify.annotations.NullMarked;
