/** Tests of the pages that are written from what the code declares. */
@NullMarked
package io.todochatbot.conformance.docs;

import org.jspecify.annotations.NullMarked;
