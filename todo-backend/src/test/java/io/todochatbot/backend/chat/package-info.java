/** Tests. */
@NullMarked
package io.todochatbot.backend.chat;

import org.jspecify.annotations.NullMarked;
