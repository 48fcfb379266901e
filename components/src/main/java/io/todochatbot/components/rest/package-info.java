/**
 * HTTPS for the components whose store or service is one: certificates, identity, requests with
 * JSON.
 */
@NullMarked
package io.todochatbot.components.rest;

import org.jspecify.annotations.NullMarked;
