package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is wrong in the claims of an ID token whose signature is good. */
final class ClaimObservations {
    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.WRONG_ISSUER, has("iss", "https://other-issuer.example")),
            Map.entry(Misbehaviour.WRONG_ISSUER_TRAILING_SLASH, (provider, client) -> {
                has("iss", provider.issuer() + "/").observe(provider, client);
            }),
            Map.entry(Misbehaviour.WRONG_AUDIENCE, has("aud", "other-client")),
            Map.entry(
                    Misbehaviour.EXTRA_AUDIENCE,
                    claims(it -> assertThat(it)
                            .containsEntry("aud", List.of("client1", "other-client"))
                            .doesNotContainKey("azp"))),
            Map.entry(
                    Misbehaviour.EXTRA_AUDIENCE_WITH_AZP,
                    claims(it -> assertThat(it)
                            .containsEntry("aud", List.of("client1", "other-client"))
                            .containsEntry("azp", "client1"))),
            Map.entry(Misbehaviour.AUDIENCE_AS_LIST, has("aud", List.of("client1"))),
            Map.entry(Misbehaviour.WRONG_AZP, has("azp", "other-client")),
            Map.entry(Misbehaviour.MISSING_ISS, lacks("iss")),
            Map.entry(Misbehaviour.MISSING_SUB, lacks("sub")),
            Map.entry(Misbehaviour.MISSING_AUD, lacks("aud")),
            Map.entry(Misbehaviour.MISSING_EXP, lacks("exp")),
            Map.entry(Misbehaviour.MISSING_IAT, lacks("iat")),
            Map.entry(Misbehaviour.EMPTY_SUB, has("sub", "")),
            Map.entry(Misbehaviour.SUB_NOT_TEXT, has("sub", 42L)),
            Map.entry(
                    Misbehaviour.EXP_NOT_A_NUMBER,
                    claims(it -> assertThat(it.get("exp")).isInstanceOf(String.class))),
            Map.entry(
                    Misbehaviour.EXPIRED_ID_TOKEN,
                    claims(it -> assertThat(age(it, "exp")).isGreaterThanOrEqualTo(3600))),
            Map.entry(
                    Misbehaviour.ISSUED_IN_THE_FUTURE,
                    claims(it -> assertThat(age(it, "iat")).isLessThan(-3000))),
            Map.entry(
                    Misbehaviour.ISSUED_LONG_AGO,
                    claims(it -> assertThat(age(it, "iat")).isGreaterThanOrEqualTo(86_400))),
            Map.entry(
                    Misbehaviour.NOT_YET_VALID,
                    claims(it -> assertThat(age(it, "nbf")).isLessThan(-3000))),
            Map.entry(
                    Misbehaviour.VALID_IN_FIVE_MINUTES,
                    claims(it -> assertThat(age(it, "nbf") - age(it, "iat")).isEqualTo(-300))),
            Map.entry(Misbehaviour.WRONG_NONCE, has("nonce", "wrong-nonce")),
            Map.entry(Misbehaviour.MISSING_NONCE, lacks("nonce")),
            Map.entry(Misbehaviour.WRONG_AT_HASH, has("at_hash", "wrong-hash-wrong-hash-")),
            Map.entry(Misbehaviour.MISSING_AT_HASH, lacks("at_hash")),
            Map.entry(
                    Misbehaviour.OLD_AUTH_TIME,
                    claims(it -> assertThat(age(it, "auth_time")).isGreaterThanOrEqualTo(86_400))),
            Map.entry(Misbehaviour.MISSING_AUTH_TIME, lacks("auth_time")),
            Map.entry(Misbehaviour.MISSING_SID, lacks("sid")),
            Map.entry(Misbehaviour.LEAN_ID_TOKEN, ClaimObservations::leanIdToken),
            Map.entry(Misbehaviour.HUGE_ID_TOKEN, claims(it -> assertThat(it).containsKey("filler"))));

    private ClaimObservations() {}

    private static Observation claims(Consumer<Map<String, Object>> check) {
        return (provider, client) -> {
            Jwt idToken = client.login().idToken();
            assertThat(idToken.isSignedBy(client.signingKeys().get(0))).isTrue();
            check.accept(idToken.claims());
        };
    }

    private static Observation has(String name, Object value) {
        return claims(it -> assertThat(it).containsEntry(name, value));
    }

    private static Observation lacks(String name) {
        return claims(it -> assertThat(it).doesNotContainKey(name).hasSizeGreaterThan(8));
    }

    private static long age(Map<String, Object> claims, String name) {
        Object value = claims.get(name);
        assertThat(value).isInstanceOf(Long.class);
        return Instant.now().getEpochSecond() - Long.parseLong(String.valueOf(value));
    }

    private static void leanIdToken(TestProvider provider, HandmadeClient client) {
        Answer tokens = client.login();
        assertThat(tokens.idToken().claims()).containsKeys("sub", "nonce").doesNotContainKeys("name", "email");
        assertThat(client.userInfo(tokens.text("access_token")).json()).containsKeys("name", "email");
    }
}
