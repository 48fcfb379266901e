/** The conversation API: language models behind one call, on both wires. */
@NullMarked
package io.todochatbot.sidecar.conversation;

import org.jspecify.annotations.NullMarked;
