/** Who may call what: tokens and API lists. */
@NullMarked
package io.todochatbot.sidecar.security;

import org.jspecify.annotations.NullMarked;
