@NullMarked
package io.todochatbot.components.cron;

import org.jspecify.annotations.NullMarked;
