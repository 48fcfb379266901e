package io.todochatbot.sidecar.crypto;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.crypto.scheme.Decryption;
import io.todochatbot.sidecar.crypto.scheme.DocumentException;
import io.todochatbot.sidecar.crypto.scheme.Encryption;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpIn;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.stream.BodyTooLarge;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Encryption and decryption over HTTP. A document is answered only when all of it is known to be
 * sound, and the request is read to its end before the answer begins: many clients send all before
 * they read anything. What does not fit into memory waits as ciphertext in a temporary file.
 */
public final class CryptoHttp {
  private static final Optional<String> BYTES = Optional.of("application/octet-stream");
  private static final Set<String> TRUE = Set.of("y", "yes", "true", "t", "on", "1");

  private record Encrypt(Vaults.Named vault, Encryption how, InputStream plaintext) {}

  private record Decrypt(Vaults.Named vault, String keyName, InputStream document) {}

  private final CryptoApi api;

  private CryptoHttp(CryptoApi api) {
    this.api = api;
  }

  /** Binds the cryptography API's paths. */
  public static void bind(HttpApi http, CryptoApi api) {
    CryptoHttp bound = new CryptoHttp(api);
    http.streaming(
        "PUT",
        "/v1.0-alpha1/crypto/{name}/encrypt",
        new Operation<>("Encrypt", CryptoApi.GROUP, bound::encrypt),
        bound::encryption,
        body -> new HttpOut(200, List.of(), body));
    http.streaming(
        "PUT",
        "/v1.0-alpha1/crypto/{name}/decrypt",
        new Operation<>("Decrypt", CryptoApi.GROUP, bound::decrypt),
        in ->
            new Decrypt(
                api.vaults().find(in.variable("name")),
                in.header("dapr-key-name").orElse(""),
                in.body().stream()),
        body -> new HttpOut(200, List.of(), body));
  }

  private Encrypt encryption(HttpIn in) {
    return new Encrypt(
        api.vaults().find(in.variable("name")),
        new Encryption(
            required(in, "dapr-key-name"),
            required(in, "dapr-key-wrap-algorithm"),
            given(in, "dapr-data-encryption-cipher"),
            in.header("dapr-decryption-key-name").orElse(""),
            given(in, "dapr-omit-decryption-key-name")
                .filter(text -> TRUE.contains(text.strip().toLowerCase(Locale.ROOT)))
                .isPresent()),
        in.body().stream());
  }

  private Body encrypt(Call call, Encrypt request) {
    InputStream ciphertext = api.encrypt(request.vault(), request.how(), request.plaintext());
    return whole(
        () -> {
          Spool spool = Spool.of(ciphertext);
          return Body.streaming(
              new Owning(spool.read(), spool), OptionalLong.of(spool.length()), BYTES);
        });
  }

  private Body decrypt(Call call, Decrypt request) {
    return whole(
        () -> {
          Spool spool = Spool.of(request.document());
          try {
            return plaintext(request, spool);
          } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
          }
        });
  }

  /** Decrypts a long document twice: the first time to see that it is sound. */
  private Body plaintext(Decrypt request, Spool spool) throws IOException {
    BufferedInputStream document = spool.read();
    Decryption decryption = api.open(request.vault(), request.keyName(), document);
    InputStream plaintext = decryption.plaintext(document);
    if (spool.isShort()) {
      return Body.of(plaintext.readAllBytes(), BYTES);
    }
    long length = plaintext.transferTo(OutputStream.nullOutputStream());
    return Body.streaming(
        new Owning(decryption.again(spool.read()), spool), OptionalLong.of(length), BYTES);
  }

  /** daprd answers what goes wrong behind the header with no more than the words for it. */
  private static Body whole(Work work) {
    try {
      return work.run();
    } catch (DocumentException | BodyTooLarge e) {
      throw new DaprError(ErrorCode.CRYPTO_DOCUMENT, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new DaprError(ErrorCode.CRYPTO_DOCUMENT, String.valueOf(e.getMessage()), e, List.of());
    }
  }

  private static String required(HttpIn in, String header) {
    return given(in, header)
        .orElseThrow(() -> Vaults.badRequest("missing header '" + header + "'"));
  }

  private static Optional<String> given(HttpIn in, String header) {
    return in.header(header).filter(text -> !text.isEmpty());
  }

  private interface Work {
    Body run() throws IOException;
  }

  /** A stream whose end is that of the spool it reads from. */
  private static final class Owning extends FilterInputStream {
    private final Spool spool;

    Owning(InputStream in, Spool spool) {
      super(in);
      this.spool = spool;
    }

    @Override
    public void close() throws IOException {
      spool.close();
    }
  }
}
