/** Events wait here, written with the change they tell of, until the broker has them. */
@NullMarked
package io.todochatbot.backend.outbox;

import org.jspecify.annotations.NullMarked;
