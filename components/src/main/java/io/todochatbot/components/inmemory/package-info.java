/** Components that keep everything in this process's memory. */
@NullMarked
package io.todochatbot.components.inmemory;

import org.jspecify.annotations.NullMarked;
