/** The REST API on the page's port: the backend's, passed through the sidecar. */
@NullMarked
package io.todochatbot.frontend.api;

import org.jspecify.annotations.NullMarked;
