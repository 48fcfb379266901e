/** Tests of the state API. */
@NullMarked
package io.todochatbot.sidecar.state;

import org.jspecify.annotations.NullMarked;
