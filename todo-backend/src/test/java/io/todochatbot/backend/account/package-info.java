/** Tests. */
@NullMarked
package io.todochatbot.backend.account;

import org.jspecify.annotations.NullMarked;
