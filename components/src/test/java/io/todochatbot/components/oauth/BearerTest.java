package io.todochatbot.components.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.todochatbot.spi.Clock;
import io.todochatbot.spi.HttpMiddleware;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BearerTest {
  private final ECKey key = key("one");
  private final AtomicReference<ECKey> published = new AtomicReference<>(key);
  private final AtomicReference<String> named = new AtomicReference<>("");
  private final Server issuer =
      new Server(
          asked ->
              asked.path().equals("/keys")
                  ? new Server.Answer(200, new JWKSet(published.get().toPublicJWK()).toString())
                  : new Server.Answer(
                      200,
                      "{\"issuer\":\"" + named.get() + "\",\"jwks_uri\":\"" + keysUrl() + "\"}"));

  BearerTest() {
    named.set(issuer.url());
  }

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void aTokenOfTheIssuerForTheAudiencePasses() {
    assertThat(status(bearer(), "Bearer " + token(key, claims()))).isEqualTo(200);
    assertThat(status(bearer(), "bEARER " + token(key, claims()))).isEqualTo(200);
  }

  @Test
  void everythingElseIsRefused() {
    HttpMiddleware bearer = bearer();
    Instant past = Instant.now().minus(Duration.ofMinutes(6));
    assertThat(status(bearer, "")).isEqualTo(401);
    assertThat(status(bearer, "Basic YTpiOmM6ZDpl")).isEqualTo(401);
    assertThat(status(bearer, "Bearer short")).isEqualTo(401);
    assertThat(status(bearer, "Bearer no.token.at.all")).isEqualTo(401);
    assertThat(status(bearer, "Bearer " + token(key("one"), claims()))).isEqualTo(401);
    assertThat(status(bearer, "Bearer " + token(key, claims().audience("other")))).isEqualTo(401);
    assertThat(status(bearer, "Bearer " + token(key, claims().issuer("other")))).isEqualTo(401);
    assertThat(status(bearer, "Bearer " + token(key, claims().expirationTime(Date.from(past)))))
        .isEqualTo(401);
  }

  @Test
  void aClockMayBeFiveMinutesWrong() {
    Instant past = Instant.now().minus(Duration.ofMinutes(4));
    assertThat(status(bearer(), "Bearer " + token(key, claims().expirationTime(Date.from(past)))))
        .isEqualTo(200);
  }

  @Test
  void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
    SignedJWT forged = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    forged.sign(new MACSigner(key.toECPublicKey().getEncoded()));
    assertThat(status(bearer(), "Bearer " + forged.serialize())).isEqualTo(401);
  }

  @Test
  void keysAreFetchedOnceAndAgainWhenTheIssuerHasANewOne() {
    HttpMiddleware bearer = bearer();
    String token = token(key, claims());
    assertThat(status(bearer, "Bearer " + token)).isEqualTo(200);
    assertThat(status(bearer, "Bearer " + token)).isEqualTo(200);
    assertThat(issuer.asked()).extracting(Server.Asked::path).containsOnlyOnce("/keys");
    ECKey next = key("two");
    published.set(next);
    assertThat(status(bearer, "Bearer " + token(next, claims()))).isEqualTo(200);
  }

  @Test
  void anIssuerThatCallsItselfOtherwiseIsRefused() {
    named.set("https://other");
    assertThatThrownBy(this::bearer)
        .hasMessage(
            "failed to retrieve OpenID Configuration document: the issuer found in the OpenID"
                + " Configuration document ('https://other') doesn't match the one provided in the"
                + " component's metadata ('"
                + issuer.url()
                + "')");
  }

  @Test
  void anIssuerThatIsNotThereIsNamed() {
    issuer.close();
    assertThatThrownBy(this::bearer)
        .hasMessageStartingWith("failed to retrieve OpenID Configuration document: ")
        .hasMessageContaining(issuer.url());
  }

  private HttpMiddleware bearer() {
    return new Bearer(
        new Bearer.Settings(issuer.url(), "shop", ""), Server.context(Clock.system()));
  }

  private String keysUrl() {
    return named.get().startsWith("http://") ? named.get() + "/keys" : "http://127.0.0.1:1/keys";
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer.url())
        .audience("shop")
        .expirationTime(Date.from(Instant.now().plusSeconds(60)));
  }

  private static int status(HttpMiddleware bearer, String authorization) {
    Map<String, String> headers =
        authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization);
    return bearer
        .handle(Server.request("/", "", headers), next -> HttpMiddleware.Response.text(200, "ok"))
        .status();
  }

  private static String token(ECKey key, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
              claims.build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
