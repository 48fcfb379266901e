/** The configuration building block (https://docs.dapr.io/reference/api/configuration_api/). */
@NullMarked
package io.todochatbot.sidecar.configuration;

import org.jspecify.annotations.NullMarked;
