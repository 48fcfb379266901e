/** Tests. */
@NullMarked
package io.todochatbot.components.sqlite;

import org.jspecify.annotations.NullMarked;
