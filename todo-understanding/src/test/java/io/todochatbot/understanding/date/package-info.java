/** Tests. */
@NullMarked
package io.todochatbot.understanding.date;

import org.jspecify.annotations.NullMarked;
