package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.AGGREGATED_CLAIMS;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core §5.6.2, aggregated claims: they count if somebody trusted signed them, and only then. */
class AggregatedClaimsTest {
    private static final String BANK = "https://bank.example.com";
    private static final long NOW = HandClock.START.getEpochSecond();

    private final FakeProvider network =
            new FakeProvider().on("/bank-jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA, "bank"))));
    private final HandClock clock = new HandClock();
    private final Relationship relationship = Relationships.of(
            Provider.of(Relationships.metadata())
                    .client("client1", "a-client-secret-of-32-characters")
                    .trustClaimsProvider(BANK, BANK + "/bank-jwks"),
            network,
            clock);
    private final UserClaims userClaims = new UserClaims(Relationships.http(network), Duration.ofSeconds(60), clock);

    private static TokenBuilder own() {
        return TokenBuilder.good(FakeProvider.ISSUER, HandClock.START).claim("credit", "good");
    }

    private static TokenBuilder bank() {
        return TokenBuilder.good(BANK, HandClock.START)
                .header("kid", "bank")
                .key(Keys.NEXT_RSA.getPrivate())
                .claim("sub", "customer-7")
                .claim("credit", "good");
    }

    private Map<String, Object> claims(TokenBuilder jwt) {
        return claims(jwt.build());
    }

    private Map<String, Object> claims(String jwt) {
        return claims(Map.of("credit", "s1"), Map.of("s1", Map.of("JWT", jwt)));
    }

    private Map<String, Object> claims(Object names, Object sources) {
        Map<String, Object> idToken =
                Map.of("iss", FakeProvider.ISSUER, "sub", "alice", "_claim_names", names, "_claim_sources", sources);
        return userClaims.of(relationship, new VerifiedIdToken("x", idToken), null);
    }

    @Test
    void claims_signed_by_the_provider_itself_count() {
        assertThat(claims(own())).isEqualTo(Map.of("iss", FakeProvider.ISSUER, "sub", "alice", "credit", "good"));
    }

    @Test
    void claims_signed_by_a_trusted_claims_provider_count_whatever_it_calls_the_user() {
        assertThat(claims(bank())).isEqualTo(Map.of("iss", FakeProvider.ISSUER, "sub", "alice", "credit", "good"));
        claims(bank());

        assertThat(network.calls("/bank-jwks")).hasSize(1);
        assertThat(network.calls("/jwks")).isEmpty();
    }

    @Test
    void claims_in_user_info_count_as_well() {
        Map<String, Object> userInfo = Map.of(
                "_claim_names", Map.of("credit", "s1"), "_claim_sources", Map.of("s1", Map.of("JWT", bank().build())));
        VerifiedIdToken idToken = new VerifiedIdToken("x", Map.of("iss", FakeProvider.ISSUER, "sub", "alice"));

        assertThat(userClaims.of(relationship, idToken, userInfo)).containsEntry("credit", "good");
    }

    @Test
    void names_in_the_one_document_do_not_meet_sources_in_the_other() {
        VerifiedIdToken idToken = new VerifiedIdToken(
                "x",
                Map.of(
                        "iss",
                        FakeProvider.ISSUER,
                        "sub",
                        "alice",
                        "_claim_sources",
                        Map.of("s1", Map.of("JWT", own().build()))));

        try (CapturedLog log = new CapturedLog()) {
            assertThat(userClaims.of(relationship, idToken, Map.of("_claim_names", Map.of("credit", "s1"))))
                    .containsOnlyKeys("iss", "sub");
            assertThat(log.warnings()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "aud", "exp", "iat", "nonce"})
    void what_a_jwt_need_not_say_may_be_missing(String claim) {
        assertThat(claims(own().without(claim))).containsEntry("credit", "good");
    }

    @Test
    void any_asymmetric_algorithm_will_do() {
        network.on("/bank-jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA), Keys.jwk(Keys.EC_384))));

        assertThat(claims(bank().withoutHeader("kid").signedWith("ES384", Keys.EC_384.getPrivate())))
                .containsEntry("credit", "good");
        assertThat(claims(bank().withoutHeader("kid").signedWith("PS512", Keys.NEXT_RSA.getPrivate())))
                .containsEntry("credit", "good");
    }

    @Test
    void claims_of_an_issuer_that_nobody_trusts_are_left_out_with_a_warning_that_names_it() {
        for (TokenBuilder jwt : List.of(
                bank().claim("iss", "https://stranger.example"),
                bank().claim("iss", BANK + "/"),
                own().without("iss"))) {
            try (CapturedLog log = new CapturedLog()) {
                assertThat(claims(jwt)).containsOnlyKeys("iss", "sub");
                assertThat(log.warnings()).isEqualTo(1);
                assertThat(log.text()).contains("Provider.trustClaimsProvider").doesNotContain(jwt.build());
            }
        }
        try (CapturedLog log = new CapturedLog()) {
            claims(bank().claim("iss", "https://stranger.example"));
            assertThat(log.text()).contains("https://stranger.example");
        }
        assertThat(network.calls()).isEmpty();
    }

    @Test
    void nothing_is_replaced_that_was_said_without_a_go_between() {
        String jwt = own().claim("email", "forged")
                .claim("acr", "forged")
                .claim("at_hash", "forged")
                .claim("_claim_names", Map.of("x", "forged"))
                .build();
        VerifiedIdToken idToken = new VerifiedIdToken(
                "x",
                Map.of(
                        "iss",
                        FakeProvider.ISSUER,
                        "sub",
                        "alice",
                        "email",
                        "a@example.com",
                        "_claim_names",
                        Map.of("email", "s1", "acr", "s1", "at_hash", "s1", "_claim_names", "s1", "phone", "s1"),
                        "_claim_sources",
                        Map.of("s1", Map.of("JWT", jwt))));

        assertThat(userClaims.of(relationship, idToken, null))
                .isEqualTo(Map.of("iss", FakeProvider.ISSUER, "sub", "alice", "email", "a@example.com"));
    }

    @Test
    void only_the_named_claims_are_taken() {
        assertThat(claims(own().claim("admin", true))).doesNotContainKey("admin");
    }

    @ParameterizedTest
    @MethodSource
    void a_jwt_of_a_trusted_issuer_that_breaks_a_rule_ends_the_login(String rule, UnaryOperator<TokenBuilder> changed) {
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(changed.apply(own())));
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(changed.apply(bank())));
    }

    static Stream<Object[]> a_jwt_of_a_trusted_issuer_that_breaks_a_rule_ends_the_login() {
        SecretKeySpec secret =
                new SecretKeySpec("a-client-secret-of-32-characters".getBytes(StandardCharsets.UTF_8), "HMAC");
        SecretKeySpec publicKey = new SecretKeySpec(Keys.RSA.getPublic().getEncoded(), "HMAC");
        return Stream.of(
                rule("by somebody else", jwt -> jwt.key(Keys.FOREIGN_RSA.getPrivate())),
                rule("by an unknown key", jwt -> jwt.header("kid", "x").key(Keys.FOREIGN_RSA.getPrivate())),
                rule("unsigned", jwt -> jwt.header("alg", "none")),
                rule("no alg", jwt -> jwt.withoutHeader("alg")),
                rule("alg of another kind", jwt -> jwt.header("alg", 7)),
                rule("client secret as key", jwt -> jwt.signedWith("HS256", secret)),
                rule("public key as secret", jwt -> jwt.signedWith("HS256", publicKey)),
                rule("crit", jwt -> jwt.header("crit", List.of("x"))),
                rule("b64", jwt -> jwt.header("b64", true)),
                rule("another audience", jwt -> jwt.claim("aud", "client2")),
                rule("no audience", jwt -> jwt.claim("aud", List.of())),
                rule("expired", jwt -> jwt.claim("exp", NOW - 60)),
                rule("unreadable expiry", jwt -> jwt.claim("exp", "tomorrow")),
                rule("not yet valid", jwt -> jwt.claim("nbf", NOW + 61)),
                rule("unreadable nbf", jwt -> jwt.claim("nbf", null)));
    }

    private static Object[] rule(String name, UnaryOperator<TokenBuilder> changed) {
        return new Object[] {name, changed};
    }

    @Test
    void one_issuer_does_not_sign_for_another() {
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(own().header("kid", "bank").key(Keys.NEXT_RSA.getPrivate())));
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(bank().header("kid", "rsa").key(Keys.RSA.getPrivate())));
    }

    @Test
    void times_have_the_usual_tolerance() {
        assertThat(claims(own().claim("exp", NOW - 59).claim("nbf", NOW + 60))).containsEntry("credit", "good");
    }

    @Test
    void claims_of_the_provider_about_another_user_end_the_login() {
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(own().claim("sub", "mallory")));
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(own().claim("sub", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "a.b.c.d.e", "e30.W10.e30"})
    void what_is_no_jwt_ends_the_login(String jwt) {
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(jwt));
    }

    @Test
    void a_jwt_that_is_no_string_ends_the_login() {
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(Map.of("credit", "s1"), Map.of("s1", Map.of("JWT", 7))));
    }

    @Test
    void a_jwt_with_ambiguous_claims_ends_the_login() {
        String payload = own().payload();
        String ambiguous = payload.replace("\"credit\":\"good\"", "\"credit\":\"good\",\"credit\":\"bad\"");

        assertThat(ambiguous).isNotEqualTo(payload);
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(own().withPayload(ambiguous)));
    }

    @Test
    void without_the_keys_of_a_trusted_issuer_the_login_fails_for_now() {
        network.goDown();

        Refusal.of(PROVIDER_UNREACHABLE, () -> claims(bank()));
    }
}
