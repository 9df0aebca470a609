package dev.latchkey.testing;

import dev.latchkey.testing.jose.SigningAlgorithm;
import dev.latchkey.testing.jose.SigningKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lies in the key set, and what lies in the ID token need there. */
final class KeyLies {
    private static final SigningAlgorithm OTHER_KIND = SigningAlgorithm.RS256;

    private KeyLies() {}

    static void edit(List<Map<String, Object>> keys, ProviderState state) {
        SigningAlgorithm algorithm = state.settings.signingAlgorithm();
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case JWKS_EMPTY -> keys.clear();
                case JWKS_ODD_KEYS -> keys.addAll(0, oddKeys(state));
                case NO_KID_SEVERAL_KEYS ->
                    keys.addAll(
                            0,
                            List.of(
                                    state.keys.spare("other-key-1", algorithm).jwk(),
                                    state.keys.spare("other-key-2", algorithm).jwk()));
                case OTHER_SIGNING_ALGORITHM, USERINFO_JWT_OTHER_ALGORITHM ->
                    publishFor(algorithm.other(), keys, state);
                case OTHER_DIGEST -> publishFor(algorithm.otherDigest(), keys, state);
                default -> {}
            }
        }
    }

    /** The key that signs by this algorithm: the usual one if it can. */
    static SigningKey keyFor(SigningAlgorithm algorithm, ProviderState state) {
        SigningKey usual = state.keys.signing();
        return usual.fits(algorithm) ? usual : state.keys.spare("key-of-another-kind", OTHER_KIND);
    }

    /** Publishes the key without the word that it is for one algorithm only. */
    private static void publishFor(SigningAlgorithm algorithm, List<Map<String, Object>> keys, ProviderState state) {
        Map<String, Object> key = keyFor(algorithm, state).jwk();
        key.remove("alg");
        keys.removeIf(published -> Objects.equals(published.get("kid"), key.get("kid")));
        keys.add(key);
    }

    private static List<Map<String, Object>> oddKeys(ProviderState state) {
        Map<String, Object> nameless =
                state.keys.spare("nameless", SigningAlgorithm.EdDSA).jwk();
        nameless.remove("kid");
        return List.of(
                Map.of("kty", "XYZ", "kid", "key-of-unknown-kind", "use", "sig"),
                Map.of("kty", "RSA", "kid", "key-without-modulus", "use", "sig", "e", "AQAB"),
                Map.of(
                        "kty", "EC",
                        "crv", "secp256k1",
                        "kid", "key-on-another-curve",
                        "use", "sig",
                        "x", "eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g",
                        "y", "SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg"),
                nameless);
    }
}
