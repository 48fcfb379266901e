/** What holds the whole to its word: recorded exchanges, dependency rules, the sum of the skips. */
@NullMarked
package io.todochatbot.conformance;

import org.jspecify.annotations.NullMarked;
