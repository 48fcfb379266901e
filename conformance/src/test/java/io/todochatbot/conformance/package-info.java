/** Tests of the sum of the skips. */
@NullMarked
package io.todochatbot.conformance;

import org.jspecify.annotations.NullMarked;
