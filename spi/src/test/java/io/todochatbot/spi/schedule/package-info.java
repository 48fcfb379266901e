@NullMarked
package io.todochatbot.spi.schedule;

import org.jspecify.annotations.NullMarked;
