/** The conversation: from a sentence to a change and an answer. */
@NullMarked
package io.todochatbot.backend.chat;

import org.jspecify.annotations.NullMarked;
