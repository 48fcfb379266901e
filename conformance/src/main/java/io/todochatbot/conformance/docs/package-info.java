/**
 * The program {@code todo docs}: pages that are written from what the code declares, so that they
 * can't say anything else.
 */
@NullMarked
package io.todochatbot.conformance.docs;

import org.jspecify.annotations.NullMarked;
