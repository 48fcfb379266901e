/** The metadata API (https://docs.dapr.io/reference/api/metadata_api/). */
@NullMarked
package io.todochatbot.sidecar.metadata;

import org.jspecify.annotations.NullMarked;
