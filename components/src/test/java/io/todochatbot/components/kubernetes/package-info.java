/** Tests. */
@NullMarked
package io.todochatbot.components.kubernetes;

import org.jspecify.annotations.NullMarked;
