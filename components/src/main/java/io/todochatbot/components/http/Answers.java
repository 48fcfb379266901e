package io.todochatbot.components.http;

import io.todochatbot.spi.OutputBinding;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads answers.
 *
 * @param maxBytes how much of a body is read, the rest is left; zero or less for all of it
 */
record Answers(long maxBytes) {
  OutputBinding.Result read(HttpResponse<InputStream> response, boolean unzip) throws IOException {
    boolean zipped =
        unzip
            && response
                .headers()
                .firstValue("content-encoding")
                .orElse("")
                .equalsIgnoreCase("gzip");
    Map<String, String> metadata = new LinkedHashMap<>();
    int status = response.statusCode();
    metadata.put("statusCode", Integer.toString(status));
    metadata.put("status", (status + " " + Reasons.of(status)).strip());
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!isPseudo(name) && !(zipped && tellsTheEncoding(name))) {
                metadata.put(canonical(name), String.join(", ", values));
              }
            });
    try (InputStream body = response.body()) {
      return new OutputBinding.Result(bytes(body, zipped), metadata);
    }
  }

  private byte[] bytes(InputStream body, boolean zipped) throws IOException {
    InputStream in = zipped ? new GZIPInputStream(body) : body;
    return maxBytes <= 0 || maxBytes > Integer.MAX_VALUE
        ? in.readAllBytes()
        : in.readNBytes((int) maxBytes);
  }

  private static boolean isPseudo(String name) {
    return name.startsWith(":");
  }

  private static boolean tellsTheEncoding(String name) {
    return name.equalsIgnoreCase("content-encoding") || name.equalsIgnoreCase("content-length");
  }

  /** A name as Go spells it: {@code X-Request-Id}. */
  private static String canonical(String name) {
    StringBuilder canonical = new StringBuilder(name.length());
    for (String part : List.of(name.split("-", -1))) {
      if (!canonical.isEmpty()) {
        canonical.append('-');
      }
      if (!part.isEmpty()) {
        canonical
            .append(part.substring(0, 1).toUpperCase(Locale.ROOT))
            .append(part.substring(1).toLowerCase(Locale.ROOT));
      }
    }
    return canonical.toString();
  }
}
