package io.todochatbot.sidecar.crypto.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.CryptoProvider.Form;
import io.todochatbot.spi.CryptoProvider.Sealed;
import io.todochatbot.spi.CryptoProvider.StoredKey;
import io.todochatbot.spi.CryptoProvider.Use;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalVaultTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
  private static final byte[] AAD = "for".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource({
    "A128CBC, 16, 16",
    "A192CBC, 24, 16",
    "A256CBC, 32, 16",
    "A128GCM, 16, 12",
    "A192GCM, 24, 12",
    "A256GCM, 32, 12",
    "A128CBC-HS256, 32, 16",
    "A192CBC-HS384, 48, 16",
    "A256CBC-HS512, 64, 16",
    "A128KW, 16, 0",
    "A192KW, 24, 0",
    "A256KW, 32, 0",
    "C20P, 32, 12",
    "C20PKW, 32, 12",
    "XC20P, 32, 24",
    "XC20PKW, 32, 24"
  })
  void decryptsWhatItEncryptedWithASymmetricKey(String algorithm, int keyBytes, int nonceBytes) {
    LocalVault vault = vault(new byte[keyBytes]);
    Use use = new Use("k", algorithm, new byte[nonceBytes], AAD);
    byte[] plaintext = new byte[32];

    assertThat(vault.decrypt(vault.encrypt(plaintext, use), use)).isEqualTo(plaintext);
    assertThatThrownBy(() -> vault(new byte[keyBytes + 1]).encrypt(plaintext, use))
        .hasMessage("failed to encrypt data: key type mismatch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A128CBC", "A256GCM", "A128CBC-HS256", "C20P", "XC20P"})
  void refusesANonceOfAnotherLength(String algorithm) {
    byte[] key = new byte[algorithm.equals("A128CBC") ? 16 : 32];
    assertThatThrownBy(() -> vault(key).encrypt(MESSAGE, new Use("k", algorithm, new byte[5], AAD)))
        .hasMessage("failed to encrypt data: invalid nonce");
  }

  /** RFC 3394, section 4.6. */
  @Test
  void wrapsAsTheRfcSays() {
    byte[] kek = HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    byte[] key = HEX.parseHex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");

    assertThat(vault(kek).wrapKey(key, new Use("k", "A256KW")).ciphertext())
        .isEqualTo(
            HEX.parseHex(
                "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21"));
  }

  /** RFC 7518, appendix B.1. */
  @Test
  void authenticatesCbcAsTheRfcSays() {
    byte[] key = HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    byte[] plaintext =
        ("A cipher system must not be required to be secret, and it must be able to fall into the"
                + " hands of the enemy without inconvenience")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] associated =
        "The second principle of Auguste Kerckhoffs".getBytes(StandardCharsets.US_ASCII);
    Sealed sealed =
        vault(key)
            .encrypt(
                plaintext,
                new Use(
                    "k",
                    "A128CBC-HS256",
                    HEX.parseHex("1af38c2dc2b96ffdd86694092341bc04"),
                    associated));

    assertThat(HEX.formatHex(sealed.ciphertext())).startsWith("c80edfa32ddf39d5ef00c0b468834279");
    assertThat(sealed.tag()).isEqualTo(HEX.parseHex("652c3fa36b0a7c5b3219fab3a30bc1c4"));
  }

  /** draft-irtf-cfrg-xchacha, section 2.2.1. */
  @Test
  void derivesTheKeyOfXChaChaAsTheDraftSays() {
    byte[] key = HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    byte[] nonce = HEX.parseHex("000000090000004a0000000031415927" + "0000000000000000");

    assertThat(XChaCha.key(key, nonce))
        .isEqualTo(
            HEX.parseHex("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"})
  void decryptsWhatItEncryptedWithAnRsaKey(String algorithm) throws Exception {
    LocalVault vault = file("rsa.pem");
    Use use = new Use("k", algorithm, new byte[0], AAD);

    assertThat(vault.decrypt(vault.encrypt(MESSAGE, use), use)).isEqualTo(MESSAGE);
    assertThatThrownBy(() -> vault(new byte[32]).encrypt(MESSAGE, use))
        .hasMessage("failed to encrypt data: key type mismatch");
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, rsa.pem, SHA-256",
    "RS384, rsa1.pem, SHA-384",
    "RS512, rsa.json, SHA-512",
    "PS256, rsa.pem, SHA-256",
    "PS384, rsa1.pem, SHA-384",
    "PS512, rsa.json, SHA-512",
    "ES256, ec.pem, SHA-256",
    "ES384, ec1.pem, SHA-384",
    "ES512, ec.json, SHA-512"
  })
  void verifiesWhatItSigned(String algorithm, String key, String hash) throws Exception {
    LocalVault vault = file(key);
    byte[] digest = MessageDigest.getInstance(hash).digest(MESSAGE);
    byte[] signature = vault.sign(digest, algorithm, "k");
    byte[] other = digest.clone();
    other[0] ^= 1;

    assertThat(vault.verify(digest, signature, algorithm, "k")).isTrue();
    assertThat(vault.verify(other, signature, algorithm, "k")).isFalse();
    signature[signature.length - 1] ^= 1;
    assertThat(vault.verify(digest, signature, algorithm, "k")).isFalse();
    assertThat(vault.verify(digest, new byte[3], algorithm, "k")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed.pem", "ed.json"})
  void signsMessagesWithEd25519(String key) throws Exception {
    LocalVault vault = file(key);
    byte[] signature = vault.sign(MESSAGE, "EdDSA", "k");

    assertThat(signature).hasSize(64);
    assertThat(vault.verify(MESSAGE, signature, "EdDSA", "k")).isTrue();
    assertThat(vault.verify(AAD, signature, "EdDSA", "k")).isFalse();
  }

  /** The JDK's own signatures are made of the message, ours of its digest: they must agree. */
  @ParameterizedTest
  @ValueSource(strings = {"256", "384", "512"})
  void agreesWithTheJdkAboutPss(String bits) throws Exception {
    String hash = "SHA-" + bits;
    LocalVault vault = file("rsa.pem");
    byte[] digest = MessageDigest.getInstance(hash).digest(MESSAGE);
    byte[] ours = vault.sign(digest, "PS" + bits, "k");
    int longest = 256 - Integer.parseInt(bits) / 8 - 2;

    Signature verifier = pss(hash, longest);
    verifier.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(der(vault.publicKey("k").pem()))));
    verifier.update(MESSAGE);
    assertThat(verifier.verify(ours)).isTrue();

    Signature signer = pss(hash, 20);
    signer.initSign(
        KeyParser.parse(new StoredKey(bytes("rsa.pem"), Form.PEM))
            .privateKey(java.security.PrivateKey.class));
    signer.update(MESSAGE);
    assertThat(vault.verify(digest, signer.sign(), "PS" + bits, "k")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"alg\":\"A256KW\"}',"
        + " key cannot be used with algorithm 'A128KW'",
    "'{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"key_ops\":[\"encrypt\"]}',"
        + " key cannot perform the 'wrapKey' operation",
    "'{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"use\":\"sig\"}',"
        + " key cannot perform the 'wrapKey' operation"
  })
  void keepsToWhatAKeySaysItIsFor(String jwk, String why) {
    assertThatThrownBy(
            () ->
                vault(jwk.getBytes(StandardCharsets.UTF_8))
                    .wrapKey(new byte[32], new Use("k", "A128KW")))
        .hasMessage(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----",
        "-----BEGIN SOMETHING-----\nAAAA\n-----END SOMETHING-----",
        "-----BEGIN nothing",
        "{\"kty\":\"RSA\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
        "{no json"
      })
  void saysWhyAKeyIsNone(String text) {
    assertThatThrownBy(
            () ->
                vault(text.getBytes(StandardCharsets.UTF_8))
                    .encrypt(MESSAGE, new Use("k", "RSA-OAEP")))
        .isInstanceOf(ComponentException.class)
        .hasMessageStartingWith("failed to retrieve the key: failed to parse key from secret: ");
  }

  @Test
  void readsSymmetricKeysInBase64OfEitherAlphabet() {
    byte[] key = new byte[32];
    key[0] = (byte) 0xff;
    key[1] = (byte) 0xef;
    String standard = Base64.getEncoder().encodeToString(key) + "\n";
    String url = Base64.getUrlEncoder().withoutPadding().encodeToString(key);

    assertThat(LocalVault.encoded(standard.getBytes(StandardCharsets.UTF_8))).isEqualTo(key);
    assertThat(LocalVault.encoded(url.getBytes(StandardCharsets.UTF_8))).isEqualTo(key);
    assertThat(LocalVault.encoded(key)).isEqualTo(key);
  }

  private static Signature pss(String hash, int saltBytes) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(
            hash,
            "MGF1",
            new MGF1ParameterSpec(hash),
            saltBytes,
            PSSParameterSpec.TRAILER_FIELD_BC));
    return signature;
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
  }

  private static LocalVault vault(byte[] key) {
    return new LocalVault(name -> new StoredKey(key, Form.ANY));
  }

  private static LocalVault file(String name) throws IOException, URISyntaxException {
    byte[] key = bytes(name);
    return new LocalVault(asked -> new StoredKey(key, Form.ANY));
  }

  private static byte[] bytes(String name) throws IOException, URISyntaxException {
    URL url =
        Objects.requireNonNull(
            LocalVaultTest.class.getResource("/io/todochatbot/sidecar/crypto/keys/" + name));
    return Files.readAllBytes(Path.of(url.toURI()));
  }
}
