/** Who may do what: the sign-in link, sessions, and what a browser may be talked into. */
@NullMarked
package io.todochatbot.frontend.access;

import org.jspecify.annotations.NullMarked;
