package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

final class KeyObservations {
    private static final Endpoint HERE = Endpoint.JWKS;

    static final Map<Misbehaviour, Observation> ALL = Map.of(
            Misbehaviour.JWKS_DOWN,
            Answers.status(HERE, 500),
            Misbehaviour.JWKS_SLOW,
            Answers.silence(HERE),
            Misbehaviour.JWKS_HTML,
            Answers.page(HERE),
            Misbehaviour.JWKS_HUGE,
            Answers.huge(HERE),
            Misbehaviour.JWKS_EMPTY,
            Answers.body(HERE, "{\"keys\":[]}", 11),
            Misbehaviour.JWKS_REDIRECT,
            Answers.redirect(HERE, "/elsewhere/jwks"),
            Misbehaviour.JWKS_ODD_KEYS,
            KeyObservations::oddKeys);

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
