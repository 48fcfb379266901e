package io.todochatbot.sidecar.jobs;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import io.dapr.v1.AppCallbackAlphaGrpc;
import io.dapr.v1.CommonProtos.HTTPExtension;
import io.dapr.v1.DaprAppCallbackProtos.JobEventRequest;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.AppFailure;
import io.todochatbot.sidecar.app.AppReply;
import io.todochatbot.sidecar.app.AppRequest;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.app.GrpcApp;
import io.todochatbot.sidecar.app.HttpApp;
import io.todochatbot.sidecar.metrics.ComponentMetrics;
import io.todochatbot.sidecar.telemetry.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Triggers jobs of the application: {@code POST /job/<name>}, or {@code OnJobEventAlpha1} over
 * gRPC. An application that does not know the job is done with it.
 */
public final class AppTrigger implements Scheduler.Trigger {
  private static final int NOT_FOUND = 404;

  private final AppChannel app;
  private final ComponentMetrics metrics;
  private final Log log;

  /** Triggers the jobs of {@code app}. */
  public AppTrigger(AppChannel app, ComponentMetrics metrics, Log log) {
    this.app = app;
    this.metrics = metrics;
    this.log = log.scope("dapr.runtime.scheduler.cluster");
  }

  @Override
  public boolean fire(String name, Any data) {
    long began = System.nanoTime();
    boolean done = triggered(name, data);
    metrics.jobTriggered(done, System.nanoTime() - began);
    return done;
  }

  private boolean triggered(String name, Any data) {
    try {
      return switch (app) {
        case HttpApp http -> overHttp(http, name, data);
        case GrpcApp grpc -> overGrpc(grpc, name, data);
      };
    } catch (AppUnreachable e) {
      log.error(
          "failed to invoke schedule app job: error returned from app channel while sending"
              + " triggered job to app: "
              + e.getMessage());
      return false;
    }
  }

  private boolean overHttp(HttpApp http, String name, Any data) {
    AppReply reply =
        http.send(
            new AppRequest(
                "POST",
                // of what a name may hold only a blank can't stand in a path
                "job/" + name.replace(" ", "%20"),
                "",
                List.of(Map.entry("content-type", "application/json")),
                Body.of(JobData.of(data).body(), Optional.of("application/json")),
                Trace.NONE));
    finish(reply);
    if (reply.status() >= 200 && reply.status() < 300) {
      return done(name);
    }
    return reply.status() == NOT_FOUND ? unknown(name, "404") : failed(name, reply.status());
  }

  /** Reads the answer to its end: a connection that is left before is lost to the next trigger. */
  private void finish(AppReply reply) {
    try (InputStream body = reply.body().stream()) {
      body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // what counts is the status, which has come
      log.debug("the answer to a triggered job broke off: " + e.getMessage());
    }
  }

  private boolean overGrpc(GrpcApp grpc, String name, Any data) {
    JobEventRequest request =
        JobEventRequest.newBuilder()
            .setName(name)
            .setMethod("job/" + name)
            .setContentType(data.getTypeUrl())
            .setHttpExtension(HTTPExtension.newBuilder().setVerb(HTTPExtension.Verb.POST))
            .setData(data)
            .build();
    try {
      grpc.call(AppCallbackAlphaGrpc.getOnJobEventAlpha1Method(), request, List.of(), Trace.NONE);
      return done(name);
    } catch (AppFailure e) {
      int code = e.status().getCode();
      return code == Code.NOT_FOUND_VALUE ? unknown(name, "5") : failed(name, code);
    }
  }

  private boolean done(String name) {
    log.debug("Sent job " + name + " to app");
    return true;
  }

  private boolean unknown(String name, String status) {
    log.error(
        "non-retriable error returned from app while processing triggered job "
            + name
            + ". status code returned: "
            + status);
    return true;
  }

  private boolean failed(String name, int status) {
    log.error(
        "unexpected status code returned from app while processing triggered job "
            + name
            + ". status code returned: "
            + status);
    return false;
  }
}
