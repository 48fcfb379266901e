/** A binding to whatever speaks HTTP. */
@NullMarked
package io.todochatbot.components.http;

import org.jspecify.annotations.NullMarked;
