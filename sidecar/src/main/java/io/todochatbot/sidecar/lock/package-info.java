/**
 * The distributed lock building block (https://docs.dapr.io/reference/api/distributed_lock_api/).
 */
@NullMarked
package io.todochatbot.sidecar.lock;

import org.jspecify.annotations.NullMarked;
