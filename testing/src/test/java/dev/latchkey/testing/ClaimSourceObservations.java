package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** What is wrong with aggregated claims. */
final class ClaimSourceObservations {
    static final TestUser CAROL = TestUser.of("carol")
            .aggregatedClaims("bank", Map.of("credit_score", 650))
            .distributedClaims("clinic", Map.of("blood_type", "0"));

    static final Map<Misbehaviour, Observation> ALL = Map.of(
            Misbehaviour.AGGREGATED_BAD_SIGNATURE,
            (provider, client) -> {
                Jwt jwt = aggregated(login(provider, client).claims());
                assertThat(jwt.headers()).containsEntry("alg", "RS256");
                assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isFalse();
            },
            Misbehaviour.AGGREGATED_ALG_NONE,
            (provider, client) -> {
                Jwt jwt = aggregated(login(provider, client).claims());
                assertThat(jwt.headers()).isEqualTo(Map.of("alg", "none"));
            },
            Misbehaviour.AGGREGATED_OTHER_ISSUER,
            signed((jwt, provider) -> assertThat(jwt.claims()).containsEntry("iss", "https://other-issuer.example")),
            Misbehaviour.AGGREGATED_OTHER_SUBJECT,
            signed((jwt, provider) -> assertThat(jwt.claims()).containsEntry("sub", "somebody-else")),
            Misbehaviour.CLAIM_SOURCE_MISSING,
            (provider, client) -> assertThat(login(provider, client).claims())
                    .containsEntry(
                            "_claim_names", Map.of("credit_score", "no-such-source", "blood_type", "no-such-source")));

    private ClaimSourceObservations() {}

    /** The ID token of carol. */
    static Jwt login(TestProvider provider, HandmadeClient client) {
        provider.user(CAROL);
        return client.exchange(client.callback(new TestBrowser(), "carol")).idToken();
    }

    /** The token of a source. */
    static Jwt aggregated(Map<String, Object> claims) {
        return new Jwt(String.valueOf(source(claims, "bank").get("JWT")));
    }

    static Map<?, ?> source(Map<String, Object> claims, String name) {
        Map<?, ?> sources = (Map<?, ?>) Objects.requireNonNull(claims.get("_claim_sources"));
        return (Map<?, ?>) Objects.requireNonNull(sources.get(name));
    }

    private static Observation signed(BiConsumer<Jwt, TestProvider> check) {
        return (provider, client) -> {
            Jwt jwt = aggregated(login(provider, client).claims());
            assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isTrue();
            check.accept(jwt, provider);
        };
    }
}
