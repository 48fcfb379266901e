/** The calls of other services, on behalf of a person. */
@NullMarked
package io.todochatbot.frontend.peer;

import org.jspecify.annotations.NullMarked;
