/**
 * From an English sentence to what its writer wants: pure functions without any input or output.
 */
@NullMarked
package io.todochatbot.understanding;

import org.jspecify.annotations.NullMarked;
