package io.todochatbot.sidecar;

import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.http.HttpApi;

/**
 * The APIs that building blocks bind to.
 *
 * @param publicHttp the one of the public port, which needs no token
 */
record Wires(HttpApi http, GrpcApi grpc, HttpApi publicHttp) {}
