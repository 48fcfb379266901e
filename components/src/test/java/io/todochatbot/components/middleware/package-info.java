@NullMarked
package io.todochatbot.components.middleware;

import org.jspecify.annotations.NullMarked;
