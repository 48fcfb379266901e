/** What every component of a kind must do: its test extends the contract of that kind. */
@NullMarked
package io.todochatbot.spi;

import org.jspecify.annotations.NullMarked;
