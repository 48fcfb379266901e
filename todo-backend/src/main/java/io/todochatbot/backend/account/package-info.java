/** Who is asking: users, sign-in, sessions. */
@NullMarked
package io.todochatbot.backend.account;

import org.jspecify.annotations.NullMarked;
