/** Tests. */
@NullMarked
package io.todochatbot.components.vault;

import org.jspecify.annotations.NullMarked;
