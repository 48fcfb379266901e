/** The gRPC wire: methods bound to operations, and the server. Knows no building block. */
@NullMarked
package io.todochatbot.sidecar.grpc;

import org.jspecify.annotations.NullMarked;
