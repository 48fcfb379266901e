/** Tests. */
@NullMarked
package io.todochatbot.backend.outbox;

import org.jspecify.annotations.NullMarked;
