package io.todochatbot.frontend.page;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The static files, from the class path. Each has its content's hash in its address, so a browser
 * keeps it for good and still sees a new one at once.
 */
public final class Assets {
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final String BRIEFLY = "public, max-age=60";
  private static final int HASH_CHARACTERS = 12;

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  private record Asset(byte[] content, String type, String hash) {}

  /** Reads every file once. */
  public Assets() {
    String own = "io/todochatbot/frontend/assets/";
    add("app.css", "text/css; charset=utf-8", own + "app.css");
    add("app.js", "text/javascript; charset=utf-8", own + "app.js");
    add("theme.js", "text/javascript; charset=utf-8", own + "theme.js");
    add("icon.svg", "image/svg+xml", own + "icon.svg");
    add("htmx.js", "text/javascript; charset=utf-8", webjar("htmx.org", "dist/htmx.min.js"));
    add("sse.js", "text/javascript; charset=utf-8", webjar("htmx-ext-sse", "sse.js"));
  }

  /** The address of a file, such as {@code /assets/app.css?v=0123456789ab}. */
  public String url(String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("no such asset: " + name);
    }
    return "/assets/" + name + "?v=" + asset.hash();
  }

  /** Adds a route for each file. */
  public void register(Javalin app) {
    assets.forEach((name, asset) -> app.get("/assets/" + name, ctx -> send(ctx, asset)));
    app.get("/favicon.ico", ctx -> ctx.redirect(url("icon.svg")));
  }

  private static void send(Context ctx, Asset asset) {
    boolean current = asset.hash().equals(ctx.queryParam("v"));
    ctx.header("Cache-Control", current ? FOREVER : BRIEFLY)
        .contentType(asset.type())
        .result(asset.content());
  }

  private void add(String name, String type, String resource) {
    byte[] content = read(resource);
    assets.put(name, new Asset(content, type, hash(content)));
  }

  private static String webjar(String artifact, String file) {
    Properties properties = new Properties();
    String resource = "META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
    try (InputStream in = open(resource)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("version");
    return "META-INF/resources/webjars/" + artifact + "/" + version + "/" + file;
  }

  private static byte[] read(String resource) {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("missing on the class path: " + resource);
    }
    return in;
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
