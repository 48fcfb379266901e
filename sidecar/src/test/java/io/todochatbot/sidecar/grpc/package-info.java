/** Tests of the gRPC wire. */
@NullMarked
package io.todochatbot.sidecar.grpc;

import org.jspecify.annotations.NullMarked;
