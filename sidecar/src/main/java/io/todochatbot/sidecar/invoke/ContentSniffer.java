package io.todochatbot.sidecar.invoke;

import io.todochatbot.sidecar.api.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Guesses the media type of an answer that tells none from how it begins, as Go's HTTP server does
 * for daprd (https://mimesniff.spec.whatwg.org/).
 */
final class ContentSniffer {
  private static final int SAMPLE_BYTES = 512;

  private static final List<String> HTML =
      List.of(
          "<!doctype html",
          "<html",
          "<head",
          "<script",
          "<iframe",
          "<h1",
          "<div",
          "<font",
          "<table",
          "<a",
          "<style",
          "<title",
          "<b",
          "<body",
          "<br",
          "<p",
          "<!--");

  private static final List<Map.Entry<String, String>> MAGIC =
      List.of(
          Map.entry("%PDF-", "application/pdf"),
          Map.entry("%!PS-Adobe-", "application/postscript"),
          Map.entry("\u00fe\u00ff", "text/plain; charset=utf-16be"),
          Map.entry("\u00ff\u00fe", "text/plain; charset=utf-16le"),
          Map.entry("\u00ef\u00bb\u00bf", "text/plain; charset=utf-8"),
          Map.entry("GIF87a", "image/gif"),
          Map.entry("GIF89a", "image/gif"),
          Map.entry("\u0089PNG\r\n\u001a\n", "image/png"),
          Map.entry("\u00ff\u00d8\u00ff", "image/jpeg"),
          Map.entry("BM", "image/bmp"),
          Map.entry("OggS\u0000", "application/ogg"),
          Map.entry("PK\u0003\u0004", "application/zip"),
          Map.entry("\u001f\u008b\b", "application/x-gzip"),
          Map.entry("\u0000asm", "application/wasm"));

  private ContentSniffer() {}

  /** The same body with a type; without one if it is empty. */
  static Body typed(Body body) {
    if (body.bytes().isPresent()) {
      byte[] bytes = body.bytes().get();
      return bytes.length == 0
          ? body
          : Body.of(bytes, Optional.of(type(Arrays.copyOf(bytes, Math.min(bytes.length, 512)))));
    }
    try {
      InputStream stream = body.stream();
      byte[] buffer = new byte[SAMPLE_BYTES];
      int count = stream.read(buffer);
      if (count < 0) {
        stream.close();
        return Body.empty();
      }
      byte[] sample = Arrays.copyOf(buffer, count);
      return Body.streaming(
          new SequenceInputStream(new ByteArrayInputStream(sample), stream),
          body.length(),
          Optional.of(type(sample)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String type(byte[] sample) {
    String text = new String(sample, StandardCharsets.ISO_8859_1);
    String start = text.replaceFirst("^[\\t\\n\\f\\r ]+", "");
    String lower = start.toLowerCase(Locale.ROOT);
    for (String tag : HTML) {
      boolean whole =
          lower.length() > tag.length() && " >".indexOf(lower.charAt(tag.length())) >= 0;
      if (lower.startsWith(tag) && (whole || tag.equals("<!--"))) {
        return "text/html; charset=utf-8";
      }
    }
    if (start.startsWith("<?xml")) {
      return "text/xml; charset=utf-8";
    }
    for (Map.Entry<String, String> magic : MAGIC) {
      if (text.startsWith(magic.getKey())) {
        return magic.getValue();
      }
    }
    return text.chars().anyMatch(ContentSniffer::binary)
        ? "application/octet-stream"
        : "text/plain; charset=utf-8";
  }

  private static boolean binary(int c) {
    return c <= 0x08 || c == 0x0b || (c >= 0x0e && c <= 0x1a) || (c >= 0x1c && c <= 0x1f);
  }
}
