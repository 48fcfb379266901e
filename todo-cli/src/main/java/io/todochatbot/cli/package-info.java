/** The program {@code todo}: one class per command. */
@NullMarked
package io.todochatbot.cli;

import org.jspecify.annotations.NullMarked;
