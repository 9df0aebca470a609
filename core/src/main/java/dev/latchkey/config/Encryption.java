package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.Jwe;

/**
 * How a provider encrypts a token for this application (RFC 7516).
 *
 * @param algorithm the key management algorithm: RSA-OAEP-256, ECDH-ES, ECDH-ES+A128KW, ECDH-ES+A192KW or ECDH-ES+A256KW
 * @param method the content encryption: A128GCM, A192GCM, A256GCM, A128CBC-HS256, A192CBC-HS384 or A256CBC-HS512
 */
public record Encryption(String algorithm, String method) {
    /**
     * Checks both names.
     *
     * @throws Misconfigured if one is not supported
     */
    public Encryption {
        if (!Jwe.KEY_ALGORITHMS.contains(algorithm) || !Jwe.CONTENT_ALGORITHMS.contains(method)) {
            throw Misconfigured.setting(
                    "encryption",
                    "is " + algorithm + " with " + method,
                    "one of " + Jwe.KEY_ALGORITHMS.stream().sorted().toList() + " with one of "
                            + Jwe.CONTENT_ALGORITHMS.stream().sorted().toList());
        }
    }
}
