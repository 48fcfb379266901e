/** The sums as a page: tiles, inline SVG charts, a table behind each. */
@NullMarked
package io.todochatbot.analytics.chart;

import org.jspecify.annotations.NullMarked;
