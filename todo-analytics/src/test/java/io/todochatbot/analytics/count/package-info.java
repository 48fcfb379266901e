@NullMarked
package io.todochatbot.analytics.count;

import org.jspecify.annotations.NullMarked;
