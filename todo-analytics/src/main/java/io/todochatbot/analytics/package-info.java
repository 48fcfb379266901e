/** The analytics service: composition root and routes. */
@NullMarked
package io.todochatbot.analytics;

import org.jspecify.annotations.NullMarked;
