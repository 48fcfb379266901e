/** Tests. */
@NullMarked
package io.todochatbot.backend.store;

import org.jspecify.annotations.NullMarked;
