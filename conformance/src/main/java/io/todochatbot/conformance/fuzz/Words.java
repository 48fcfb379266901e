package io.todochatbot.conformance.fuzz;

import java.util.List;

/** What random requests are made of: the names of the API and texts that parsers trip over. */
final class Words {
  /** The app whose sidecar is tried; the names of its components follow. */
  static final String APP = "fuzzed";

  static final String STORE = "memstore";
  static final String BROKER = "membroker";
  static final String SECRETS = "envsecrets";
  static final String TOPIC = "topic";

  static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW", "get", "LIST");

  /** Names that mean something to this sidecar, so that requests get far into it. */
  static final List<String> NAMES =
      List.of(STORE, STORE, BROKER, SECRETS, TOPIC, APP, "k1", "k2", "PATH", "bulk", "nope");

  /** Texts for any place. */
  static final List<String> ODD =
      List.of(
          "..",
          ".",
          "",
          " ",
          "%2F",
          "%00",
          "%zz",
          "%",
          "%ff",
          "ä",
          "a b",
          "{x}",
          "*",
          "||",
          "a||b",
          "0",
          "-1",
          "99999999999999999999",
          "1e999",
          "true",
          "null",
          "[]",
          "{",
          "\"",
          "'",
          "\\",
          "\t",
          "\u0001",
          "\u007f",
          "\ud83d\ude00",
          "%F0%9F%98%80",
          "?",
          "#",
          ";",
          "&a=b",
          "://",
          "${x}",
          "<script>",
          "x".repeat(300));

  /** Paths of the API; a brace is filled with a name. Nothing here ends the sidecar. */
  static final List<String> PATHS =
      List.of(
          "/v1.0/state/{}",
          "/v1.0/state/{}/{}",
          "/v1.0/state/{}/bulk",
          "/v1.0/state/{}/transaction",
          "/v1.0-alpha1/state/{}/query",
          "/v1.0/publish/{}/{}",
          "/v1.0/publish",
          "/v1.0/publish/bulk/{}/{}",
          "/v1.0-alpha1/publish/bulk/{}/{}",
          "/v1.0/invoke/" + APP + "/method/{}",
          "/v1.0/invoke/" + APP + "/method/{}/{}",
          "/v1.0/invoke/" + APP + ".default/method/{}",
          "/v1.0/secrets/{}/{}",
          "/v1.0/secrets/{}/bulk",
          "/v1.0/bindings/{}",
          "/v1.0/actors/{}/{}/state",
          "/v1.0/actors/{}/{}/state/{}",
          "/v1.0/actors/{}/{}/method/{}",
          "/v1.0/actors/{}/{}/reminders/{}",
          "/v1.0/actors/{}/{}/timers/{}",
          "/v1.0/configuration/{}",
          "/v1.0/configuration/{}/subscribe",
          "/v1.0/configuration/{}/{}/unsubscribe",
          "/v1.0-alpha1/lock/{}",
          "/v1.0-alpha1/unlock/{}",
          "/v1.0-alpha1/crypto/{}/encrypt",
          "/v1.0-alpha1/crypto/{}/decrypt",
          "/v1.0-alpha1/subtlecrypto/{}/getkey",
          "/v1.0-alpha1/conversation/{}/converse",
          "/v1.0-alpha2/conversation/{}/converse",
          "/v1.0-alpha1/jobs/{}",
          "/v1.0/workflows/{}/{}/start",
          "/v1.0-beta1/workflows/{}/{}",
          "/v1.0/metadata",
          "/v1.0/metadata/{}",
          "/v1.0/healthz",
          "/v1.0/healthz/outbound",
          "/{}/{}",
          "/");

  static final List<String> QUERIES =
      List.of(
          "metadata.{}={}",
          "metadata.ttlInSeconds={}",
          "metadata.rawPayload={}",
          "consistency={}",
          "concurrency={}",
          "prefix={}",
          "limit={}",
          "after={}",
          "key={}",
          "parallelism={}",
          "{}={}",
          "{}",
          "=");

  static final List<String> HEADERS =
      List.of(
          "traceparent",
          "tracestate",
          "baggage",
          "dapr-api-token",
          "If-Match",
          "Content-Type",
          "Content-Encoding",
          "Accept",
          "Accept-Encoding",
          "Origin",
          "Access-Control-Request-Method",
          "X-Forwarded-For",
          "Authorization",
          "Cookie",
          "metadata.ttlInSeconds",
          "Upgrade",
          "TE",
          "Via",
          "grpc-timeout",
          "x-fuzz");

  static final List<String> HEADER_VALUES =
      List.of(
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
          "00-00000000000000000000000000000000-0000000000000000-00",
          "ff-1-2-3",
          "a=b,c=d",
          "k=v;p=1,=,,%zz",
          "application/json",
          "application/cloudevents+json",
          "application/grpc",
          "application/x-protobuf",
          "text/plain; charset=utf-16",
          "gzip",
          "*",
          "1",
          "-1",
          "websocket",
          "trailers",
          APP);

  private Words() {}

  /** Mostly this app: for one that nobody knows, the sidecar looks again for a second. */
  static String app(Chance chance) {
    return chance.oneIn(500) ? name(chance) : APP;
  }

  /** A name, mostly one that means something. */
  static String name(Chance chance) {
    return chance.percent(75) ? chance.of(NAMES) : chance.of(ODD);
  }

  /** {@code pattern} with each of its braces filled. */
  static String filled(String pattern, Chance chance) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int at = pattern.indexOf("{}"); at >= 0; at = pattern.indexOf("{}", from)) {
      text.append(pattern, from, at).append(name(chance));
      from = at + 2;
    }
    return text.append(pattern.substring(from)).toString();
  }
}
