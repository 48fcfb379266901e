/**
 * The built programs as a person starts them: the launchers, the running app, and after a crash.
 */
@NullMarked
package io.todochatbot.conformance.endtoend;

import org.jspecify.annotations.NullMarked;
