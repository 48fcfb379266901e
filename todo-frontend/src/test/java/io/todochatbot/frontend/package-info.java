/** Tests. */
@NullMarked
package io.todochatbot.frontend;

import org.jspecify.annotations.NullMarked;
