/** Tests. */
@NullMarked
package io.todochatbot.components.rest;

import org.jspecify.annotations.NullMarked;
