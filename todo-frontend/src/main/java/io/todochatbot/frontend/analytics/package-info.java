/** The analytics service's charts, in our page. */
@NullMarked
package io.todochatbot.frontend.analytics;

import org.jspecify.annotations.NullMarked;
