package io.todochatbot.sidecar.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentSnifferTest {
  @ParameterizedTest
  @CsvSource({
    "plain,text/plain; charset=utf-8",
    "'{\"code\":5}',text/plain; charset=utf-8",
    "'  <html>',text/html; charset=utf-8",
    "<htmlx,text/plain; charset=utf-8",
    "<?xml version='1.0'?>,text/xml; charset=utf-8",
    "%PDF-1.4,application/pdf",
    "GIF89a,image/gif",
    "'\u0000\u0001',application/octet-stream"
  })
  void guessesAsGoDoes(String beginning, String type) {
    assertThat(ContentSniffer.type(beginning.getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(type);
  }
}
