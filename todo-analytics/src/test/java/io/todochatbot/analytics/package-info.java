@NullMarked
package io.todochatbot.analytics;

import org.jspecify.annotations.NullMarked;
