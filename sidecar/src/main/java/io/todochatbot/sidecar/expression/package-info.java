/** CEL, for whatever a resource writes in it. */
@NullMarked
package io.todochatbot.sidecar.expression;

import org.jspecify.annotations.NullMarked;
