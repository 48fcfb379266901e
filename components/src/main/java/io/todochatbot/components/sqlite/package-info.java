/** Components that keep everything in a SQLite file. */
@NullMarked
package io.todochatbot.components.sqlite;

import org.jspecify.annotations.NullMarked;
