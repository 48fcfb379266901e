/** What an application may ask of its sidecar, once, whatever the wire. Plain Java only. */
@NullMarked
package io.todochatbot.sidecar.api;

import org.jspecify.annotations.NullMarked;
