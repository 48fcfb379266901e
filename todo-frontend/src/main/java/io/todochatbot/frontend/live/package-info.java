/** News pushed to open pages by server-sent events. */
@NullMarked
package io.todochatbot.frontend.live;

import org.jspecify.annotations.NullMarked;
