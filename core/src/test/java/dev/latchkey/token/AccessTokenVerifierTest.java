package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.BEARER_ALGORITHM;
import static dev.latchkey.failure.FailureReason.BEARER_AUDIENCE;
import static dev.latchkey.failure.FailureReason.BEARER_BOUND;
import static dev.latchkey.failure.FailureReason.BEARER_CRITICAL_HEADER;
import static dev.latchkey.failure.FailureReason.BEARER_EXPIRED;
import static dev.latchkey.failure.FailureReason.BEARER_ISSUED_AT;
import static dev.latchkey.failure.FailureReason.BEARER_ISSUER;
import static dev.latchkey.failure.FailureReason.BEARER_KEY;
import static dev.latchkey.failure.FailureReason.BEARER_NOT_YET_VALID;
import static dev.latchkey.failure.FailureReason.BEARER_SIGNATURE;
import static dev.latchkey.failure.FailureReason.BEARER_SUBJECT;
import static dev.latchkey.failure.FailureReason.BEARER_TYPE;
import static dev.latchkey.failure.FailureReason.BEARER_UNREADABLE;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Weakening;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.provider.KeySet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9068 §4: what an access token must be, whom it is for, and who signed it. */
class AccessTokenVerifierTest {
    private static final long NOW = ApiTokens.NOW;

    private final ApiTokens api = new ApiTokens(AccessTokens.jwt(ApiTokens.AUDIENCE));

    /** A token that is refused. */
    record Refused(String title, FailureReason reason, UnaryOperator<TokenBuilder> token) {
        @Override
        public String toString() {
            return title;
        }
    }

    @Test
    void a_token_that_breaks_no_rule_is_accepted() {
        VerifiedAccessToken token = api.verify(ApiTokens.good());

        assertThat(token.issuer()).isEqualTo("https://idp.example.com");
        assertThat(token.subject()).isEqualTo("alice");
        assertThat(token.clientId()).isEqualTo("caller");
        assertThat(token.scopes()).containsExactly("read", "write");
        assertThat(token.audience()).containsExactly(ApiTokens.AUDIENCE);
        assertThat(token.expiresAt()).isEqualTo(api.clock.instant().plusSeconds(300));
        assertThat(token.claims()).containsEntry("jti", "j1");
        assertThat(token).hasToString("VerifiedAccessToken[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+jwt"})
    void the_type_is_a_media_type(String type) {
        assertThat(api.verify(ApiTokens.good().header("typ", type)).subject()).isEqualTo("alice");
    }

    @Test
    void audience_may_be_one_of_several() {
        assertThat(api.verify(ApiTokens.good().claim("aud", List.of("other", ApiTokens.AUDIENCE)))
                        .audience())
                .containsExactly("other", ApiTokens.AUDIENCE);
    }

    @Test
    void scopes_are_words_or_an_array_under_either_name() {
        assertThat(scopes(t -> t.claim("scope", List.of("a", "b")))).containsExactly("a", "b");
        assertThat(scopes(t -> t.without("scope").claim("scp", "a b"))).containsExactly("a", "b");
        assertThat(scopes(t -> t.without("scope").claim("scp", List.of("a", "b"))))
                .containsExactly("a", "b");
        assertThat(scopes(t -> t.claim("scope", "a  b ").claim("scp", List.of("b", "c"))))
                .containsExactly("a", "b", "c");
        assertThat(scopes(t -> t.claim("scope", 1))).isEmpty();
        assertThat(scopes(t -> t.without("scope"))).isEmpty();
        assertThat(scopes(t -> t.claim("scope", ""))).isEmpty();
    }

    private Iterable<String> scopes(UnaryOperator<TokenBuilder> change) {
        return api.verify(change.apply(ApiTokens.good())).scopes();
    }

    @Test
    void the_client_may_be_named_by_azp() {
        assertThat(api.verify(ApiTokens.good().without("client_id").claim("azp", "caller2"))
                        .clientId())
                .isEqualTo("caller2");
    }

    static Stream<Refused> refused_tokens() {
        return Stream.of(types(), claims(), times(), signatures()).flatMap(List::stream);
    }

    private static List<Refused> types() {
        return List.of(
                new Refused("no typ", BEARER_TYPE, t -> t.withoutHeader("typ")),
                new Refused("typ JWT", BEARER_TYPE, t -> t.header("typ", "JWT")),
                new Refused("typ null", BEARER_TYPE, t -> t.header("typ", null)),
                new Refused("typ a list", BEARER_TYPE, t -> t.header("typ", List.of("at+jwt"))),
                new Refused("a logout token", BEARER_TYPE, t -> t.header("typ", "logout+jwt")),
                new Refused("a request object", BEARER_TYPE, t -> t.header("typ", "oauth-authz-req+jwt")),
                new Refused("a DPoP proof", BEARER_TYPE, t -> t.header("typ", "dpop+jwt")),
                new Refused("typ with more", BEARER_TYPE, t -> t.header("typ", "at+jwt; charset=utf-8")));
    }

    private static List<Refused> claims() {
        return List.of(
                new Refused("no iss", BEARER_ISSUER, t -> t.without("iss")),
                new Refused("another iss", BEARER_ISSUER, t -> t.claim("iss", "https://evil.example.com")),
                new Refused("iss with a slash", BEARER_ISSUER, t -> t.claim("iss", "https://idp.example.com/")),
                new Refused("iss a list", BEARER_ISSUER, t -> t.claim("iss", List.of("https://idp.example.com"))),
                new Refused("no aud", BEARER_AUDIENCE, t -> t.without("aud")),
                new Refused("a foreign service's", BEARER_AUDIENCE, t -> t.claim("aud", "https://other.example.com")),
                new Refused("aud a prefix", BEARER_AUDIENCE, t -> t.claim("aud", "https://api.example.co")),
                new Refused("aud longer", BEARER_AUDIENCE, t -> t.claim("aud", ApiTokens.AUDIENCE + "/v1")),
                new Refused("aud empty", BEARER_AUDIENCE, t -> t.claim("aud", List.of())),
                new Refused("aud a number", BEARER_AUDIENCE, t -> t.claim("aud", 1)),
                new Refused(
                        "aud with null", BEARER_AUDIENCE, t -> t.claim("aud", Arrays.asList(ApiTokens.AUDIENCE, null))),
                new Refused("no sub", BEARER_SUBJECT, t -> t.without("sub")),
                new Refused("sub empty", BEARER_SUBJECT, t -> t.claim("sub", "")),
                new Refused("sub too long", BEARER_SUBJECT, t -> t.claim("sub", "a".repeat(256))),
                new Refused("sub a number", BEARER_SUBJECT, t -> t.claim("sub", 7)),
                new Refused("bound to a key", BEARER_BOUND, t -> t.claim("cnf", Map.of("jkt", "x"))));
    }

    private static List<Refused> times() {
        return List.of(
                new Refused("no exp", BEARER_EXPIRED, t -> t.without("exp")),
                new Refused("exp past", BEARER_EXPIRED, t -> t.claim("exp", NOW - 60)),
                new Refused("exp text", BEARER_EXPIRED, t -> t.claim("exp", String.valueOf(NOW + 300))),
                new Refused("exp null", BEARER_EXPIRED, t -> t.claim("exp", null)),
                new Refused("exp huge", BEARER_EXPIRED, t -> t.claim("exp", 1e300)),
                new Refused("nbf in the future", BEARER_NOT_YET_VALID, t -> t.claim("nbf", NOW + 61)),
                new Refused("nbf text", BEARER_NOT_YET_VALID, t -> t.claim("nbf", "0")),
                new Refused("iat in the future", BEARER_ISSUED_AT, t -> t.claim("iat", NOW + 61)),
                new Refused("iat text", BEARER_ISSUED_AT, t -> t.claim("iat", "now")));
    }

    private static List<Refused> signatures() {
        SecretKeySpec secret = new SecretKeySpec("secret1".getBytes(StandardCharsets.UTF_8), "HMAC");
        SecretKeySpec publicKey = new SecretKeySpec(Keys.RSA.getPublic().getEncoded(), "HMAC");
        return List.of(
                new Refused("alg none", BEARER_ALGORITHM, t -> t.header("alg", "none")),
                new Refused("alg missing", BEARER_ALGORITHM, t -> t.withoutHeader("alg")),
                new Refused("alg a list", BEARER_ALGORITHM, t -> t.header("alg", List.of("RS256"))),
                new Refused("by the client secret", BEARER_ALGORITHM, t -> t.signedWith("HS256", secret)),
                new Refused("by the public key", BEARER_ALGORITHM, t -> t.signedWith("HS256", publicKey)),
                new Refused("RS512, not accepted", BEARER_ALGORITHM, t -> t.signedWith("RS512", Keys.RSA.getPrivate())),
                new Refused("crit", BEARER_CRITICAL_HEADER, t -> t.header("crit", List.of("exp"))),
                new Refused("b64", BEARER_CRITICAL_HEADER, t -> t.header("b64", false)),
                new Refused("by somebody else", BEARER_SIGNATURE, t -> t.key(Keys.FOREIGN_RSA.getPrivate())),
                new Refused(
                        "with its own key",
                        BEARER_SIGNATURE,
                        t -> t.key(Keys.FOREIGN_RSA.getPrivate()).header("jwk", Keys.jwk(Keys.FOREIGN_RSA, "rsa"))),
                new Refused(
                        "with a link to its own keys",
                        BEARER_SIGNATURE,
                        t -> t.key(Keys.FOREIGN_RSA.getPrivate())
                                .header("jku", "https://evil.example.com/jwks")
                                .header("x5u", "https://evil.example.com/x5")),
                new Refused("of an unknown key", BEARER_KEY, t -> t.header("kid", "unknown")));
    }

    @ParameterizedTest
    @MethodSource("refused_tokens")
    void a_token_that_breaks_a_rule_is_refused_for_that(Refused row) {
        api.refused(row.reason(), row.token().apply(ApiTokens.good()).build());
    }

    @Test
    void what_is_no_jwt_is_unreadable() {
        String good = ApiTokens.good().build();
        for (String token : List.of(
                "opaque",
                "a.b",
                "..",
                good + ".x.y",
                good.substring(0, good.lastIndexOf('.')),
                ApiTokens.good().withPayload("{\"sub\":\"alice\",\"sub\":\"bob\"}"),
                ApiTokens.good().withPayload("{\"a\":{\"b\":1,\"b\":2}}"),
                ApiTokens.good().withHeader("{\"alg\":\"RS256\",\"alg\":\"none\"}"),
                ApiTokens.good().withPayload("[]"),
                ApiTokens.good().claim("filler", "x".repeat(64 * 1024)).build())) {
            api.refused(BEARER_UNREADABLE, token);
        }
    }

    @Test
    void clocks_may_differ_by_the_skew() {
        assertThat(api.verify(ApiTokens.good()
                                .claim("exp", NOW - 59)
                                .claim("iat", NOW + 60)
                                .claim("nbf", NOW + 60))
                        .subject())
                .isEqualTo("alice");
    }

    @Test
    void other_algorithms_are_accepted_where_they_are_set() {
        ApiTokens strict = new ApiTokens(AccessTokens.jwt(ApiTokens.AUDIENCE).signedWith("RS512"));

        assertThat(strict.verify(ApiTokens.good().signedWith("RS512", Keys.RSA.getPrivate()))
                        .subject())
                .isEqualTo("alice");
        strict.refused(BEARER_ALGORITHM, ApiTokens.good().build());
    }

    // Weakened: what says nothing about its type.

    private static ApiTokens untyped() {
        return new ApiTokens(
                AccessTokens.jwt(ApiTokens.AUDIENCE),
                provider -> provider.weaken(Weakening.ACCEPT_UNTYPED_ACCESS_TOKENS));
    }

    @Test
    void weakened_a_token_without_type_is_accepted_and_keycloaks_too() {
        assertThat(untyped().verify(ApiTokens.good().withoutHeader("typ")).subject())
                .isEqualTo("alice");
        assertThat(untyped()
                        .verify(ApiTokens.good().header("typ", "JWT").claim("typ", "Bearer"))
                        .subject())
                .isEqualTo("alice");
        assertThat(untyped().verify(ApiTokens.good()).subject()).isEqualTo("alice");
    }

    static Stream<Refused> tokens_of_other_kinds() {
        return Stream.of(
                new Refused("an ID token with nonce", BEARER_TYPE, t -> t.claim("nonce", "n")),
                new Refused("an ID token with at_hash", BEARER_TYPE, t -> t.claim("at_hash", "h")),
                new Refused("an ID token with c_hash", BEARER_TYPE, t -> t.claim("c_hash", "h")),
                new Refused("an ID token with s_hash", BEARER_TYPE, t -> t.claim("s_hash", "h")),
                new Refused(
                        "a logout token",
                        BEARER_TYPE,
                        t -> t.claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))),
                new Refused("a typed logout token", BEARER_TYPE, t -> t.header("typ", "logout+jwt")),
                new Refused("Keycloak's ID token", BEARER_TYPE, t -> t.claim("typ", "ID")),
                new Refused("Keycloak's refresh token", BEARER_TYPE, t -> t.claim("typ", "Refresh")));
    }

    @ParameterizedTest
    @MethodSource("tokens_of_other_kinds")
    void weakened_tokens_of_other_kinds_are_still_refused(Refused row) {
        TokenBuilder untyped = ApiTokens.good().header("typ", "JWT");
        untyped().refused(row.reason(), row.token().apply(untyped).build());
    }

    // Keys: a budget of their own.

    @Test
    void a_rotation_is_noticed_at_once_and_made_up_kids_cost_one_fetch_a_minute() {
        api.verify(ApiTokens.good());
        for (int i = 0; i < 20; i++) {
            api.refused(
                    BEARER_KEY, ApiTokens.good().header("kid", "made-up-" + i).build());
        }
        assertThat(api.provider.calls("/jwks")).hasSize(2);

        api.clock.pass(Duration.ofMinutes(1));
        api.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA, "next"))));
        api.verify(ApiTokens.good().header("kid", "next").key(Keys.NEXT_RSA.getPrivate()));
        assertThat(api.provider.calls("/jwks")).hasSize(3);
    }

    @Test
    void made_up_kids_leave_logins_their_own_fetches() {
        for (int i = 0; i < 5; i++) {
            api.refused(
                    BEARER_KEY, ApiTokens.good().header("kid", "made-up-" + i).build());
        }
        assertThat(api.provider.calls("/jwks")).hasSize(2);

        URI jwksUri = api.named.metadata().jwksUri();
        api.named.keys().refetched(jwksUri, KeySet.Bringer.ANYBODY);
        api.named.keys().refetched(jwksUri, KeySet.Bringer.PROVIDER);
        assertThat(api.provider.calls("/jwks")).hasSize(4);
    }

    @Test
    void an_end_that_no_calendar_has_is_none() {
        api.refused(
                BEARER_EXPIRED, ApiTokens.good().claim("exp", Long.MAX_VALUE).build());
        api.refused(
                BEARER_EXPIRED, ApiTokens.good().claim("exp", 253_402_300_800L).build());
        assertThat(api.verify(ApiTokens.good().claim("exp", 253_402_300_799L)).expiresAt())
                .isEqualTo("9999-12-31T23:59:59Z");
    }

    @Test
    void weakened_the_use_of_a_token_counts_if_it_is_said() {
        TokenBuilder untyped = ApiTokens.good().withoutHeader("typ");

        untyped().refused(BEARER_TYPE, untyped.claim("token_use", "id").build());
        untyped().refused(BEARER_TYPE, untyped.claim("token_use", "refresh").build());
        for (String use : List.of("access", "access_token")) {
            assertThat(untyped().verify(untyped.claim("token_use", use)).subject())
                    .isEqualTo("alice");
        }
    }

    @Test
    void a_token_that_says_something_wrong_costs_no_call_at_all() {
        api.refused(
                BEARER_AUDIENCE,
                ApiTokens.good().claim("aud", "x").header("kid", "y").build());

        assertThat(api.provider.calls()).isEmpty();
    }

    @Test
    void without_keys_nobody_can_say() {
        api.provider.goDown();

        api.refused(PROVIDER_UNREACHABLE, ApiTokens.good().build());
    }
}
