package io.todochatbot.sidecar.jobs;

import io.dapr.v1.DaprJobsProtos.DeleteJobRequest;
import io.dapr.v1.DaprJobsProtos.DeleteJobResponse;
import io.dapr.v1.DaprJobsProtos.DeleteJobsByPrefixRequestAlpha1;
import io.dapr.v1.DaprJobsProtos.DeleteJobsByPrefixResponseAlpha1;
import io.dapr.v1.DaprJobsProtos.GetJobRequest;
import io.dapr.v1.DaprJobsProtos.GetJobResponse;
import io.dapr.v1.DaprJobsProtos.Job;
import io.dapr.v1.DaprJobsProtos.ListJobsRequestAlpha1;
import io.dapr.v1.DaprJobsProtos.ListJobsResponseAlpha1;
import io.dapr.v1.DaprJobsProtos.ScheduleJobRequest;
import io.dapr.v1.DaprJobsProtos.ScheduleJobResponse;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.ErrorDetail;
import io.todochatbot.sidecar.api.Operation;
import java.util.Map;
import java.util.function.Supplier;

/** What Dapr's jobs API does, once, for every wire. */
public final class JobsApi {
  private static final ApiGroup GROUP = ApiGroup.alpha1("jobs");

  final Operation<ScheduleJobRequest, ScheduleJobResponse> schedule =
      new Operation<>("ScheduleJobAlpha1", GROUP, this::schedule);
  final Operation<GetJobRequest, GetJobResponse> get =
      new Operation<>("GetJobAlpha1", GROUP, this::get);
  final Operation<ListJobsRequestAlpha1, ListJobsResponseAlpha1> list =
      new Operation<>("ListJobsAlpha1", GROUP, this::list);
  final Operation<DeleteJobRequest, DeleteJobResponse> delete =
      new Operation<>("DeleteJobAlpha1", GROUP, this::delete);
  final Operation<DeleteJobsByPrefixRequestAlpha1, DeleteJobsByPrefixResponseAlpha1>
      deleteByPrefix = new Operation<>("DeleteJobsByPrefixAlpha1", GROUP, this::deleteByPrefix);

  private final String appId;
  private final String namespace;
  private final Supplier<Scheduler> scheduler;

  /**
   * The jobs of an application.
   *
   * @param scheduler asked at each call
   */
  public JobsApi(String appId, String namespace, Supplier<Scheduler> scheduler) {
    this.appId = appId;
    this.namespace = namespace.isEmpty() ? "default" : namespace;
    this.scheduler = scheduler;
  }

  /** The refusal of a name in a body where the path has one. */
  DaprError nameTwice() {
    return new DaprError(
        ErrorCode.SCHEDULER_JOB_NAME,
        "Set the job name in the url only",
        new ErrorDetail.ErrorInfo(ErrorCode.SCHEDULER_JOB_NAME.text(), Map.of("appID", appId)));
  }

  private ScheduleJobResponse schedule(Call call, ScheduleJobRequest request) {
    if (!request.hasJob()) {
      throw error(ErrorCode.SCHEDULER_EMPTY, "Job is empty");
    }
    Job job = request.getJob();
    if (job.getName().isEmpty() || job.getName().contains("|")) {
      throw error(ErrorCode.SCHEDULER_JOB_NAME_EMPTY, "Name is empty");
    }
    if (!job.hasSchedule() && !job.hasDueTime()) {
      throw error(ErrorCode.SCHEDULER_SCHEDULE_EMPTY, "Schedule is empty");
    }
    try {
      scheduler.get().schedule(job, request.getOverwrite());
    } catch (SchedulerFailure e) {
      ErrorCode code =
          e.exists() ? ErrorCode.SCHEDULER_JOB_EXISTS : ErrorCode.SCHEDULER_SCHEDULE_JOB;
      throw error(code, "failed to schedule job due to: " + e.getMessage());
    }
    return ScheduleJobResponse.getDefaultInstance();
  }

  private GetJobResponse get(Call call, GetJobRequest request) {
    requireName(request.getName());
    try {
      return GetJobResponse.newBuilder().setJob(scheduler.get().get(request.getName())).build();
    } catch (SchedulerFailure e) {
      throw error(ErrorCode.SCHEDULER_GET_JOB, "failed to get job due to: " + e.getMessage());
    }
  }

  private ListJobsResponseAlpha1 list(Call call, ListJobsRequestAlpha1 request) {
    try {
      return ListJobsResponseAlpha1.newBuilder().addAllJobs(scheduler.get().list()).build();
    } catch (SchedulerFailure e) {
      throw error(ErrorCode.SCHEDULER_LIST_JOBS, "failed to list jobs due to: " + e.getMessage());
    }
  }

  private DeleteJobResponse delete(Call call, DeleteJobRequest request) {
    requireName(request.getName());
    deleting(() -> scheduler.get().delete(request.getName()));
    return DeleteJobResponse.getDefaultInstance();
  }

  private DeleteJobsByPrefixResponseAlpha1 deleteByPrefix(
      Call call, DeleteJobsByPrefixRequestAlpha1 request) {
    deleting(() -> scheduler.get().deleteByPrefix(request.getNamePrefix()));
    return DeleteJobsByPrefixResponseAlpha1.getDefaultInstance();
  }

  private void deleting(Runnable work) {
    try {
      work.run();
    } catch (SchedulerFailure e) {
      throw error(ErrorCode.SCHEDULER_DELETE_JOB, "failed to delete job due to: " + e.getMessage());
    }
  }

  private void requireName(String name) {
    if (name.isEmpty()) {
      throw error(ErrorCode.SCHEDULER_JOB_NAME_EMPTY, "Name is empty");
    }
  }

  private DaprError error(ErrorCode code, String message) {
    return new DaprError(
        code,
        message,
        new ErrorDetail.ErrorInfo(code.text(), Map.of("appID", appId, "namespace", namespace)));
  }
}
