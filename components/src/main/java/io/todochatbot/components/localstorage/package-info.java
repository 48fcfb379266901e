/** A binding to files of this machine. */
@NullMarked
package io.todochatbot.components.localstorage;

import org.jspecify.annotations.NullMarked;
