package io.todochatbot.components.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out an issuer's keys, and judges tokens by them. */
final class Issuer {
  /** How far the issuer's clock may be from ours. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int MAX_BYTES = 1 << 20;

  private Issuer() {}

  /**
   * What checks signature, issuer, audience and times of tokens. Keys that are secret to both sides
   * count for nothing: who may read them could sign as well.
   *
   * @param jwksUrl where the keys are; empty to ask the issuer
   * @throws ComponentException if the keys can't be had
   */
  static JWTProcessor<SecurityContext> processor(String issuer, String audience, String jwksUrl) {
    DefaultResourceRetriever fetch =
        new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.<SecurityContext>create(
                url(jwksUrl.isEmpty() ? discover(issuer, fetch) : jwksUrl), fetch)
            .outageTolerant(true)
            .build();
    @Nullable SecurityContext nothing = null;
    try {
      keys.get(new JWKSelector(new JWKMatcher.Builder().build()), nothing);
    } catch (KeySourceException e) {
      throw new ComponentException("failed to fetch JWKS: " + e.getMessage(), e);
    }
    Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
    algorithms.addAll(JWSAlgorithm.Family.EC);
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
    // whatever the token calls itself: access tokens of some issuers say at+jwt
    processor.setJWSTypeVerifier((type, context) -> {});
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of());
    claims.setMaxClockSkew((int) SKEW.toSeconds());
    processor.setJWTClaimsSetVerifier(claims);
    return processor;
  }

  private static String discover(String issuer, DefaultResourceRetriever fetch) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    String at = base + "/.well-known/openid-configuration";
    JsonNode document;
    try {
      document = new ObjectMapper().readTree(fetch.retrieveResource(url(at)).getContent());
    } catch (JsonProcessingException e) {
      throw failed("failed to decode JSON response of " + at + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw failed("failed to execute request: GET " + at + ": " + e.getMessage(), e);
    }
    String keys = document.path("jwks_uri").asText("");
    if (keys.isEmpty()) {
      throw failed("the OpenID Configuration document does not contain a 'jwks_uri'", null);
    }
    String named = document.path("issuer").asText("");
    if (!named.equals(issuer)) {
      throw failed(
          "the issuer found in the OpenID Configuration document ('"
              + named
              + "') doesn't match the one provided in the component's metadata ('"
              + issuer
              + "')",
          null);
    }
    return keys;
  }

  private static ComponentException failed(String why, @Nullable Exception cause) {
    String message = "failed to retrieve OpenID Configuration document: " + why;
    return cause == null ? new ComponentException(message) : new ComponentException(message, cause);
  }

  private static URL url(String text) {
    try {
      return URI.create(text).toURL();
    } catch (IllegalArgumentException | java.net.MalformedURLException e) {
      throw new ComponentException(text + " is no URL (expected: https://…)", e);
    }
  }
}
