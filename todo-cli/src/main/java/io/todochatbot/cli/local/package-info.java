/** The three services and their sidecars on one machine, in one JVM or as processes. */
@NullMarked
package io.todochatbot.cli.local;

import org.jspecify.annotations.NullMarked;
