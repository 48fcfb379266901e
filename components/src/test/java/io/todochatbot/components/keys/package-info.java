@NullMarked
package io.todochatbot.components.keys;

import org.jspecify.annotations.NullMarked;
