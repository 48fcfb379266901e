@NullMarked
package io.todochatbot.cli;

import org.jspecify.annotations.NullMarked;
