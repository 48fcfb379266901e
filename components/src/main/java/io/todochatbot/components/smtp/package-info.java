/** A binding that sends mail. */
@NullMarked
package io.todochatbot.components.smtp;

import org.jspecify.annotations.NullMarked;
