@NullMarked
package io.todochatbot.analytics.chart;

import org.jspecify.annotations.NullMarked;
