/** Tests. */
@NullMarked
package io.todochatbot.backend;

import org.jspecify.annotations.NullMarked;
