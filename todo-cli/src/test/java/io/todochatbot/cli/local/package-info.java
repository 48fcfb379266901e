@NullMarked
package io.todochatbot.cli.local;

import org.jspecify.annotations.NullMarked;
