/** The frontend service: composition root. */
@NullMarked
package io.todochatbot.frontend;

import org.jspecify.annotations.NullMarked;
