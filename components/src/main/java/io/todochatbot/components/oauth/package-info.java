/** Middleware of HTTP pipelines that knows who calls: OpenID Connect and OAuth 2. */
@NullMarked
package io.todochatbot.components.oauth;

import org.jspecify.annotations.NullMarked;
