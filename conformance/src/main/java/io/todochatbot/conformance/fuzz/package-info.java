/**
 * The program {@code todo fuzz}: any number of random requests against one sidecar, which must
 * answer each, show no stack trace and not grow.
 */
@NullMarked
package io.todochatbot.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
