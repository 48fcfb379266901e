/**
 * The jobs building block (https://docs.dapr.io/reference/api/jobs_api/) and the scheduler behind
 * it: daprd's is a service of its own, the embedded one keeps jobs on this machine.
 */
@NullMarked
package io.todochatbot.sidecar.jobs;

import org.jspecify.annotations.NullMarked;
