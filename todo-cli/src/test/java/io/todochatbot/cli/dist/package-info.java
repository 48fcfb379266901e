@NullMarked
package io.todochatbot.cli.dist;

import org.jspecify.annotations.NullMarked;
