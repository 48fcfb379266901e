/** Tests. */
@NullMarked
package io.todochatbot.frontend.chat;

import org.jspecify.annotations.NullMarked;
