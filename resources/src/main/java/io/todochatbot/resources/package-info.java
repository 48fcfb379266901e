/** Dapr's YAML resources as records that remember where they were written. */
@NullMarked
package io.todochatbot.resources;

import org.jspecify.annotations.NullMarked;
