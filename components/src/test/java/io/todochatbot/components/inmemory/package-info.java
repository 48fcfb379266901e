/** Tests. */
@NullMarked
package io.todochatbot.components.inmemory;

import org.jspecify.annotations.NullMarked;
