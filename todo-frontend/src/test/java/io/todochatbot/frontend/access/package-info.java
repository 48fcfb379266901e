/** Tests. */
@NullMarked
package io.todochatbot.frontend.access;

import org.jspecify.annotations.NullMarked;
