/** The HTTP wire: paths bound to operations, and the server. Knows no building block. */
@NullMarked
package io.todochatbot.sidecar.http;

import org.jspecify.annotations.NullMarked;
