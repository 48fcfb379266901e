/** Tests of the golden runner, and the recorded cases themselves. */
@NullMarked
package io.todochatbot.conformance.golden;

import org.jspecify.annotations.NullMarked;
