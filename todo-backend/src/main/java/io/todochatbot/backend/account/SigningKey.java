package io.todochatbot.backend.account;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs session ids with the secret {@code database-password}: who can write to the state store but
 * does not know the secret can't make a session, and another secret ends all of them.
 */
final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec key;

  SigningKey(String secret) {
    this.key = new SecretKeySpec(("session:" + secret).getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  String sign(String id) {
    return id + "." + mac(id);
  }

  /** Whether the token is an id that was signed with this key. */
  boolean signed(String token) {
    int dot = token.lastIndexOf('.');
    return dot > 0
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8),
            sign(token.substring(0, dot)).getBytes(StandardCharsets.UTF_8));
  }

  private String mac(String id) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
