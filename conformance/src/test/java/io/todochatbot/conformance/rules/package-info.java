/** Who may depend on whom, and how long things may be. */
@NullMarked
package io.todochatbot.conformance.rules;

import org.jspecify.annotations.NullMarked;
