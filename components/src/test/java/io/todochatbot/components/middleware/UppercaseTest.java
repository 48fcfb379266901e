package io.todochatbot.components.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.spi.HttpMiddleware.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UppercaseTest {
  @ParameterizedTest
  @CsvSource({
    "request, ABC!x",
    "response, ABC!X",
    "both, ABC!X",
    "RESPONSE, ABC!X",
    "other, ABC!x"
  })
  void changesTheBodiesOfTheDirectionGiven(String direction, String expected) {
    Uppercase uppercase = new Uppercase(new Uppercase.Settings(direction));
    boolean asSent = direction.equalsIgnoreCase("response");
    Response response =
        uppercase.handle(
            RoutesTest.request("/", "").with(stream("abc")),
            next -> {
              String got = text(next.body());
              assertThat(got).isEqualTo(asSent ? "abc" : "ABC");
              return Response.text(200, got + "!x");
            });
    assertThat(text(response.body())).isEqualTo(expected);
  }

  @Test
  void charactersOfSeveralBytesMayComeInPieces() throws IOException {
    String text = Stream.generate(() -> "aß🦊é").limit(5000).collect(Collectors.joining());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    InputStream pieces =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            int count = Math.min(3, Math.min(length, bytes.length - at));
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count == 0 ? -1 : count;
          }
        };
    assertThat(new Capitals(pieces).readAllBytes())
        .isEqualTo(text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNoTextPassesWithoutHarmToItsEnd() throws IOException {
    byte[] odd = {'a', (byte) 0xf0, (byte) 0x9f};
    assertThat(Arrays.copyOf(new Capitals(new ByteArrayInputStream(odd)).readAllBytes(), 1))
        .isEqualTo(new byte[] {'A'});
  }

  @Test
  void doesNotWaitForMoreThanThereIs() throws IOException {
    PipedOutputStream sender = new PipedOutputStream();
    InputStream capitals = new Capitals(new PipedInputStream(sender));
    sender.write('a');
    sender.flush();
    assertThat(capitals.read()).isEqualTo('A');
    sender.write('b');
    sender.close();
    assertThat(capitals.read()).isEqualTo('B');
    assertThat(capitals.read()).isEqualTo(-1);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
