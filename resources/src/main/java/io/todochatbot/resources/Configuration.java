package io.todochatbot.resources;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code Configuration}: how a sidecar behaves. */
public record Configuration(Meta metadata, Spec spec, Location location) {

  /** Whether a feature is switched on. */
  public boolean enabled(String feature) {
    return enabledFeatures().contains(feature);
  }

  /** Returns the names of the features that are switched on, in the order written. */
  public List<String> enabledFeatures() {
    return spec.features().stream().filter(Feature::enabled).map(Feature::name).distinct().toList();
  }

  /**
   * The {@code spec} section: one part per section of the file, so it is as wide as the file.
   *
   * @param metric the effective section: what the file has under either of its two names
   */
  public record Spec(
      Pipeline httpPipeline,
      Pipeline appHttpPipeline,
      Tracing tracing,
      Mtls mtls,
      Metric metric,
      Secrets secrets,
      AccessControl accessControl,
      NameResolution nameResolution,
      List<Feature> features,
      Api api,
      Denied components,
      Logging logging,
      Wasm wasm,
      Workflow workflow) {
    /** Copies the list. */
    public Spec {
      features = List.copyOf(features);
    }
  }

  /** Middleware in the order it is passed. */
  public record Pipeline(List<Handler> handlers) {
    /** Copies the list. */
    public Pipeline {
      handlers = List.copyOf(handlers);
    }
  }

  /** One middleware component. */
  public record Handler(
      String name, String type, String version, Selector selector, Location location) {}

  /** Which requests a handler sees. */
  public record Selector(List<SelectorField> fields) {
    /** Copies the list. */
    public Selector {
      fields = List.copyOf(fields);
    }
  }

  /** One condition of a selector. */
  public record SelectorField(String field, String value) {}

  /**
   * Tracing.
   *
   * @param samplingRate the share of traces kept, as text; absent for daprd's default of 1 in 10000
   */
  public record Tracing(Optional<String> samplingRate, boolean stdout, Zipkin zipkin, Otel otel) {}

  /** Where Zipkin takes spans; empty for nowhere. */
  public record Zipkin(String endpointAddress) {}

  /**
   * Where OpenTelemetry takes spans.
   *
   * @param protocol {@code grpc} or {@code http}
   * @param headers sent with each export
   */
  public record Otel(
      String protocol,
      String endpointAddress,
      @Field(fallback = "true") boolean isSecure,
      List<OtelHeader> headers,
      Optional<Duration> timeout) {
    /** Copies the list. */
    public Otel {
      headers = List.copyOf(headers);
    }
  }

  /** Mutual TLS; a sidecar on one machine reads none of it. */
  public record Mtls(
      boolean enabled,
      String workloadCertTTL,
      String allowedClockSkew,
      String sentryAddress,
      String controlPlaneTrustDomain,
      List<TokenValidator> tokenValidators) {
    /** Copies the list. */
    public Mtls {
      tokenValidators = List.copyOf(tokenValidators);
    }
  }

  /** How Sentry checks tokens; {@code options} is JSON. */
  public record TokenValidator(String name, @Field(any = true) Optional<String> options) {}

  /**
   * Metrics.
   *
   * @param latencyDistributionBuckets in milliseconds; empty for the defaults
   */
  public record Metric(
      @Field(fallback = "true") boolean enabled,
      boolean recordErrorCodes,
      MetricHttp http,
      List<Integer> latencyDistributionBuckets,
      List<MetricRule> rules) {
    /** Copies the lists. */
    public Metric {
      latencyDistributionBuckets = List.copyOf(latencyDistributionBuckets);
      rules = List.copyOf(rules);
    }
  }

  /**
   * Labels of HTTP metrics.
   *
   * @param increasedCardinality whether paths are labels; absent for true, about which daprd warns
   */
  public record MetricHttp(
      Optional<Boolean> increasedCardinality, List<String> pathMatching, boolean excludeVerbs) {
    /** Copies the list. */
    public MetricHttp {
      pathMatching = List.copyOf(pathMatching);
    }
  }

  /** Rewrites labels of one metric. */
  public record MetricRule(String name, List<MetricLabel> labels) {
    /** Copies the list. */
    public MetricRule {
      labels = List.copyOf(labels);
    }
  }

  /** Replacements for one label: new value by regular expression. */
  public record MetricLabel(String name, Map<String, String> regex) {
    /** Copies the map. */
    public MetricLabel {
      regex = Map.copyOf(regex);
    }
  }

  /** Who may read which secret. */
  public record Secrets(List<SecretScope> scopes) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a store is named twice
     */
    public Secrets {
      scopes = List.copyOf(scopes);
      List<String> names = scopes.stream().map(SecretScope::storeName).toList();
      for (int i = 0; i < names.size(); i++) {
        if (names.indexOf(names.get(i)) < i) {
          throw new IllegalArgumentException(
              names.get(i) + " storeName is repeated in secrets configuration");
        }
      }
    }
  }

  /** Who may call this app. */
  public record AccessControl(
      @Field(fallback = "allow") String defaultAction,
      @Field(fallback = "public") String trustDomain,
      List<AppPolicy> policies) {
    /** Copies the list. */
    public AccessControl {
      policies = List.copyOf(policies);
    }
  }

  /** What one app may call. */
  public record AppPolicy(
      String appId,
      String defaultAction,
      String trustDomain,
      String namespace,
      List<AppOperation> operations,
      Location location) {
    /** Copies the list. */
    public AppPolicy {
      operations = List.copyOf(operations);
    }
  }

  /**
   * One operation of this app.
   *
   * @param name its path, which may end in a pattern
   * @param httpVerb the verbs, or {@code *}
   * @param action {@code allow} or {@code deny}
   */
  public record AppOperation(String name, List<String> httpVerb, String action) {
    /** Copies the list. */
    public AppOperation {
      httpVerb = List.copyOf(httpVerb);
    }
  }

  /**
   * How apps are found.
   *
   * @param configuration the resolver's own settings as JSON
   */
  public record NameResolution(
      String component, String version, @Field(any = true) Optional<String> configuration) {}

  /** A preview feature. */
  public record Feature(String name, boolean enabled) {}

  /** Which APIs the app may use. */
  public record Api(List<ApiRule> allowed, List<ApiRule> denied) {
    /** Copies the lists. */
    public Api {
      allowed = List.copyOf(allowed);
      denied = List.copyOf(denied);
    }
  }

  /**
   * One API.
   *
   * @param protocol {@code http} or {@code grpc}
   */
  public record ApiRule(String name, String version, String protocol) {}

  /** Component types that are refused. */
  public record Denied(List<String> deny) {
    /** Copies the list. */
    public Denied {
      deny = List.copyOf(deny);
    }
  }

  /** Logging. */
  public record Logging(ApiLogging apiLogging) {}

  /** Logging of API calls. */
  public record ApiLogging(boolean enabled, boolean obfuscateURLs, boolean omitHealthChecks) {}

  /** The WebAssembly sandbox. */
  public record Wasm(boolean strictSandbox) {}

  /** Workflows; zero for no limit. */
  public record Workflow(
      int maxConcurrentWorkflowInvocations,
      int maxConcurrentActivityInvocations,
      StateRetention stateRetentionPolicy) {}

  /** How long a finished workflow's state is kept; absent for ever. */
  public record StateRetention(
      Optional<Duration> anyTerminal,
      Optional<Duration> completed,
      Optional<Duration> failed,
      Optional<Duration> terminated) {}
}
