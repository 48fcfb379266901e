/** The health API and the end (https://docs.dapr.io/reference/api/health_api/). */
@NullMarked
package io.todochatbot.sidecar.health;

import org.jspecify.annotations.NullMarked;
