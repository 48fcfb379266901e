/** Tests. */
@NullMarked
package io.todochatbot.components.openai;

import org.jspecify.annotations.NullMarked;
