/** Templates, static files and the headers every page has. */
@NullMarked
package io.todochatbot.frontend.page;

import org.jspecify.annotations.NullMarked;
