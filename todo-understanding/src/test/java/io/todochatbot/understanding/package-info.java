/** Tests. */
@NullMarked
package io.todochatbot.understanding;

import org.jspecify.annotations.NullMarked;
