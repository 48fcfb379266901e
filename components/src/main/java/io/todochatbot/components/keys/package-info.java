/** Keys from a folder or a JSON Web Key Set, with which the sidecar computes. */
@NullMarked
package io.todochatbot.components.keys;

import org.jspecify.annotations.NullMarked;
