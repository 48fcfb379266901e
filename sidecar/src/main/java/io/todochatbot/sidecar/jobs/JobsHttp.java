package io.todochatbot.sidecar.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Any;
import io.dapr.v1.DaprJobsProtos.DeleteJobRequest;
import io.dapr.v1.DaprJobsProtos.GetJobRequest;
import io.dapr.v1.DaprJobsProtos.Job;
import io.dapr.v1.DaprJobsProtos.ScheduleJobRequest;
import io.todochatbot.protocol.internals.JobHTTPRequest;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpIn;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.http.ProtoJson;

/** Jobs over HTTP; daprd lists and deletes several over gRPC only. */
public final class JobsHttp {
  private static final String PATH = "/v1.0-alpha1/jobs/{name}";

  private JobsHttp() {}

  /** Binds the jobs API's paths. */
  public static void bind(HttpApi http, JobsApi api) {
    http.on("POST", PATH, api.schedule, in -> request(api, in), done -> HttpOut.noContent());
    http.on(
        "GET",
        PATH,
        api.get,
        in -> GetJobRequest.newBuilder().setName(in.variable("name")).build(),
        found -> HttpOut.json(200, json(found.getJob())));
    http.on(
        "DELETE",
        PATH,
        api.delete,
        in -> DeleteJobRequest.newBuilder().setName(in.variable("name")).build(),
        done -> HttpOut.noContent());
  }

  private static ScheduleJobRequest request(JobsApi api, HttpIn in) {
    JobHTTPRequest body = ProtoJson.read(in, JobHTTPRequest.getDefaultInstance());
    if (!body.getName().isEmpty()) {
      throw api.nameTwice();
    }
    Job.Builder job =
        Job.newBuilder().setName(in.variable("name").strip()).setData(Any.pack(body.getData()));
    if (body.hasSchedule()) {
      job.setSchedule(body.getSchedule());
    }
    if (body.hasRepeats()) {
      job.setRepeats(body.getRepeats());
    }
    if (body.hasDueTime()) {
      job.setDueTime(body.getDueTime());
    }
    if (body.hasTtl()) {
      job.setTtl(body.getTtl());
    }
    if (body.hasFailurePolicy()) {
      job.setFailurePolicy(body.getFailurePolicy());
    }
    return ScheduleJobRequest.newBuilder().setJob(job).setOverwrite(body.getOverwrite()).build();
  }

  /** As daprd writes it; a job without data has none, where daprd fails. */
  private static byte[] json(Job job) {
    JsonNode json = Json.parse(ProtoJson.write(job.toBuilder().clearData().build()), "");
    JobData data = JobData.of(job.getData());
    if (json instanceof ObjectNode object && !data.isEmpty()) {
      ObjectNode any = object.putObject("data");
      any.put("@type", data.type());
      data.json()
          .ifPresentOrElse(
              text -> any.set("value", Json.parse(text, "")),
              () -> any.put("value", data.base64()));
    }
    return Json.write(json);
  }
}
