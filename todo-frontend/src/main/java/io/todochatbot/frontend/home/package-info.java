/** The page with the list and the chat, and the ways in and out. */
@NullMarked
package io.todochatbot.frontend.home;

import org.jspecify.annotations.NullMarked;
