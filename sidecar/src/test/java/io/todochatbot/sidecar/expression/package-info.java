@NullMarked
package io.todochatbot.sidecar.expression;

import org.jspecify.annotations.NullMarked;
