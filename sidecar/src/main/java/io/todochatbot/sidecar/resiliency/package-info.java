/**
 * Dapr's Resiliency resource at work: which policies hold for a call, and carrying them out. The
 * library behind retries and circuit breakers is named nowhere else.
 */
@NullMarked
package io.todochatbot.sidecar.resiliency;

import org.jspecify.annotations.NullMarked;
