/** Components by name, how they are made from resources, and the only way to reach them. */
@NullMarked
package io.todochatbot.sidecar.component;

import org.jspecify.annotations.NullMarked;
