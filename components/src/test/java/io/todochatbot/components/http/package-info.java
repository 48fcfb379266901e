@NullMarked
package io.todochatbot.components.http;

import org.jspecify.annotations.NullMarked;
