package io.todochatbot.sidecar.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.Rig;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encryption and decryption over HTTP. */
@org.jspecify.annotations.NullUnmarked // the rig is there before the first test
class DocumentsTest {
  private static final String REFUSED =
      "500 {\"errorCode\":\"ERR_CRYPTO\",\"message\":\"failed to perform operation: ";

  @TempDir static Path folder;
  private static Rig rig;

  @BeforeAll
  static void start() {
    rig = Rig.start(Documents.sidecar(folder).flag("max-body-size", "16Mi"));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource({
    "empty, sym, 0",
    "short-rsa, rsa.pem, 11",
    "short-rsa-jwk, rsa.json, 11",
    "short-chacha, sym64, 11",
    "nameless, oct.json, 11",
    "one-segment, sym, 65536",
    "two-segments-chacha, sym, 65537"
  })
  void decryptsWhatDaprdHasEncrypted(String document, String key, int length) {
    HttpResponse<byte[]> answer =
        Documents.put(port(), "decrypt", Documents.recorded(document), "dapr-key-name", key);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/octet-stream");
    assertThat(answer.body()).isEqualTo(Documents.plaintext(length));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.pem, RSA",
    "rsa1.pem, rsa-oaep-256",
    "rsa.json, RSA-OAEP-256",
    "sym, A256KW",
    "sym64, AES",
    "oct.json, aes"
  })
  void decryptsWhatItHasEncryptedWithKeysOfAllForms(String key, String algorithm) {
    byte[] document = Documents.encrypt(port(), Documents.plaintext(100), key, algorithm).body();

    assertThat(Documents.put(port(), "decrypt", document).body())
        .isEqualTo(Documents.plaintext(100));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072, 131073, 1048576, 3000000, 10000000})
  void keepsDocumentsOfAnyLengthWhole(int length) {
    byte[] plaintext = Documents.plaintext(length);
    HttpResponse<byte[]> document =
        Documents.encrypt(
            port(), plaintext, "sym", "AES", "dapr-data-encryption-cipher", "chacha20-poly1305");
    HttpResponse<byte[]> answer = Documents.put(port(), "decrypt", document.body());

    assertThat(document.headers().firstValueAsLong("content-length"))
        .hasValue(document.body().length);
    assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(length);
    assertThat(answer.body()).isEqualTo(plaintext);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsapub.pem", "rsapub1.pem", "cert.pem"})
  void encryptsWithPublicKeysAlone(String key) {
    byte[] document = Documents.encrypt(port(), new byte[5], key, "RSA").body();

    assertThat(Documents.told(Documents.put(port(), "decrypt", document)))
        .isEqualTo(REFUSED + "failed to validate the document's signature\"}");
    assertThat(Documents.put(port(), "decrypt", document, "dapr-key-name", "rsa.pem").body())
        .isEqualTo(new byte[5]);
  }

  @Test
  void tellsTheKeysNameOrNotAsAsked() {
    byte[] nameless =
        Documents.encrypt(
                port(), new byte[1], "sym", "AES", "dapr-omit-decryption-key-name", "true")
            .body();
    byte[] renamed =
        Documents.encrypt(port(), new byte[1], "sym", "AES", "dapr-decryption-key-name", "<other>")
            .body();

    assertThat(Documents.told(Documents.put(port(), "decrypt", nameless)))
        .isEqualTo(
            REFUSED
                + "document's manifest does not contain a key name, and no key name was"
                + " provided\"}");
    assertThat(text(renamed))
        .startsWith("dapr.io/enc/v1\n{\"k\":\"\\u003cother\\u003e\",\"kw\":1,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sym      | FOO           | option Algorithm is not valid: algorithm FOO is not supported",
        "sym      | RSA           | failed to wrap the file key: failed to encrypt data: key type mismatch",
        "ec.pem   | RSA           | failed to wrap the file key: failed to encrypt data: key type mismatch",
        "ed.json  | AES           | failed to wrap the file key: failed to encrypt data: key type mismatch",
        "sym      | A256CBC-NOPAD | failed to wrap the file key: failed to encrypt data: unsupported algorithm",
        "../sym   | AES           | failed to wrap the file key: failed to retrieve the key encryption key: invalid key path: cannot contain '..'",
      })
  void refusesInDaprdsWords(String key, String algorithm, String why) {
    assertThat(Documents.told(Documents.encrypt(port(), new byte[1], key, algorithm)))
        .isEqualTo(REFUSED + why + "\"}");
  }

  @Test
  void refusesRequestsThatAreNotWhole() {
    assertThat(Documents.told(Documents.put(port(), "encrypt", new byte[1])))
        .isEqualTo(
            "400 {\"errorCode\":\"ERR_BAD_REQUEST\","
                + "\"message\":\"invalid request: missing header 'dapr-key-name'\"}");
    assertThat(
            Documents.told(Documents.put(port(), "encrypt", new byte[1], "dapr-key-name", "sym")))
        .contains("missing header 'dapr-key-wrap-algorithm'");
    assertThat(Documents.told(Documents.encrypt(port(), new byte[17 << 20], "sym", "AES")))
        .isEqualTo("500 {\"errorCode\":\"ERROR\",\"message\":\"stream too large\"}");
    assertThat(Rig.told(rig.send("PUT", "/v1.0-alpha1/crypto/none/decrypt", "x")))
        .isEqualTo(
            "400 {\"errorCode\":\"ERR_CRYPTO_PROVIDER_NOT_FOUND\","
                + "\"message\":\"crypto provider none not found\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                  | scheme name not found",
        "'foo\nbar\n'                        | unsupported scheme",
        "'dapr.io/enc/v1\n'                  | manifest not found",
        "'dapr.io/enc/v1\n\nabc\nx'          | invalid format",
        "'dapr.io/enc/v1\n{\"k\":1}\nabc\nx' | invalid manifest",
        "'dapr.io/enc/v1\n{}\nabc\nx'        | invalid manifest",
        "'dapr.io/enc/v1\n{}\nabc'           | message authentication code not found"
      })
  void refusesWhatIsNoDocument(String document, String why) {
    assertThat(
            Documents.told(
                Documents.put(port(), "decrypt", document.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(REFUSED + "invalid header: " + why + "\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {200_000, 2_000_000})
  void answersNothingOfADocumentThatWasTamperedWith(int length) {
    byte[] document = Documents.encrypt(port(), Documents.plaintext(length), "sym", "AES").body();
    byte[] cut = Arrays.copyOf(document, document.length - 1);
    byte[] changed = document.clone();
    changed[document.length - 40_000] ^= 1;
    byte[] signed = document.clone();
    signed[30] ^= 1;

    int last = length / 65536;
    assertThat(Documents.told(Documents.put(port(), "decrypt", cut))).isEqualTo(broken(last));
    assertThat(Documents.told(Documents.put(port(), "decrypt", changed)))
        .isEqualTo(broken(last - 1));
    assertThat(Documents.told(Documents.put(port(), "decrypt", signed))).startsWith(REFUSED);
  }

  private static String broken(int segment) {
    return "500 {\"errorCode\":\"ERROR\",\"message\":\"error processing segment "
        + segment
        + ": failed to decrypt segment\"}";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int port() {
    return rig.sidecar().httpPort();
  }
}
