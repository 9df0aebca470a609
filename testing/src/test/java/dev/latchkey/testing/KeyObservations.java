package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

final class KeyObservations {
    private static final Endpoint HERE = Endpoint.JWKS;

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.JWKS_DOWN, Answers.status(HERE, 500)),
            Map.entry(Misbehaviour.JWKS_SLOW, Answers.silence(HERE)),
            Map.entry(Misbehaviour.JWKS_HTML, Answers.page(HERE)),
            Map.entry(Misbehaviour.JWKS_HUGE, Answers.huge(HERE)),
            Map.entry(Misbehaviour.JWKS_EMPTY, Answers.body(HERE, "{\"keys\":[]}", 11)),
            Map.entry(Misbehaviour.JWKS_HALF_BODY, Answers.broken(HERE)),
            Map.entry(Misbehaviour.JWKS_DEEP, Answers.body(HERE, "{\"a\":{\"a\":", 6001)),
            Map.entry(Misbehaviour.JWKS_DUPLICATE_MEMBER, Answers.twice(HERE, "keys")),
            Map.entry(Misbehaviour.JWKS_REDIRECT, Answers.redirect(HERE, "/elsewhere/jwks")),
            Map.entry(Misbehaviour.JWKS_ODD_KEYS, KeyObservations::oddKeys));

    private KeyObservations() {}

    private static void oddKeys(TestProvider provider, HandmadeClient client) {
        assertThat(client.signingKeys())
                .hasSize(5)
                .anySatisfy(key -> assertThat(key).doesNotContainKey("kid"))
                .anySatisfy(key -> assertThat(key).containsEntry("kty", "XYZ"))
                .last()
                .satisfies(key ->
                        assertThat(client.login().idToken().isSignedBy(key)).isTrue());
    }
}
