package io.todochatbot.components.http;

import io.todochatbot.spi.TestContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Bindings from settings as text. */
final class Bindings {
  private Bindings() {}

  static HttpBinding http(Map<String, String> settings) {
    return new HttpBinding(
        new HttpBinding.Settings(
            settings.getOrDefault("url", ""),
            settings.getOrDefault("mtlsRootCA", ""),
            settings.getOrDefault("mtlsClientCert", ""),
            settings.getOrDefault("mtlsClientKey", ""),
            Optional.empty(),
            settings.getOrDefault("securityToken", ""),
            settings.getOrDefault("securityTokenHeader", ""),
            Optional.ofNullable(settings.get("responseTimeout"))
                .map(text -> Duration.ofMillis(Long.parseLong(text.replace("ms", "")))),
            settings.getOrDefault("maxResponseBodySize", "100Mi"),
            settings.getOrDefault("errorIfNot2XX", "true").equals("true")),
        new TestContext().context());
  }
}
