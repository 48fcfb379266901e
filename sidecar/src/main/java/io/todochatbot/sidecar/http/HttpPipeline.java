package io.todochatbot.sidecar.http;

import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.spi.HttpMiddleware;

/**
 * What requests pass before they reach the API ({@code spec.httpPipeline}).
 *
 * @param steps the middleware, one behind the other
 * @param door what a caller must pass before: strangers get nothing from middleware either
 */
public record HttpPipeline(HttpMiddleware steps, Gateway door) {}
