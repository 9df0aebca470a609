package dev.latchkey.testing.jose;

import java.util.List;
import java.util.Map;

/** Public keys that nobody signs with. A client must pass over them, whether it knows their kind or not (RFC 7517 §5). */
final class Decoys {
    private Decoys() {}

    /** Those of {@link #publicKeys} that cannot be taken for a key that signs by EdDSA. */
    static List<Map<String, Object>> withoutEdwardsCurve() {
        return publicKeys().stream()
                .filter(key -> !"Ed25519".equals(key.get("crv")))
                .toList();
    }

    /** One on an odd curve, one Ed25519, and one for key agreement without a name. They do not say what they are for. */
    static List<Map<String, Object>> publicKeys() {
        return List.of(
                Map.of(
                        "kty", "EC",
                        "crv", "secp256k1",
                        "kid", "decoy-odd-curve",
                        "x", "eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g",
                        "y", "SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg"),
                Map.of(
                        "kty", "OKP",
                        "crv", "Ed25519",
                        "kid", "decoy-ed25519",
                        "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
                Map.of("kty", "OKP", "crv", "X25519", "x", "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08"));
    }
}
