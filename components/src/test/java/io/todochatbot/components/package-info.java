/** Tests of all components together. */
@NullMarked
package io.todochatbot.components;

import org.jspecify.annotations.NullMarked;
