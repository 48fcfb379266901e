/** Tests of the fuzzer, and a short run of it. */
@NullMarked
package io.todochatbot.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
