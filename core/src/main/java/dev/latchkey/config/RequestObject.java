package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.SignatureAlgorithms;

/**
 * How an authorization request is put into a JWT (OpenID Connect Core §6, RFC 9101), so that nobody between here and the
 * provider can change it.
 *
 * @param passing how the provider gets it
 * @param algorithm the algorithm that Latchkey signs it with, or {@code none}
 */
public record RequestObject(Passing passing, String algorithm) {
    /** How the provider gets a request object. */
    public enum Passing {
        /** In the parameter {@code request}. */
        BY_VALUE,
        /** The provider fetches it from the application, within a minute. */
        BY_REFERENCE
    }

    /**
     * Checks the algorithm.
     *
     * @throws Misconfigured if it is unknown
     */
    public RequestObject {
        if (!algorithm.equals("none") && !SignatureAlgorithms.ASYMMETRIC.contains(algorithm)) {
            throw Misconfigured.setting(
                    "requestObject", "is to be signed with \"" + algorithm + "\"", "RS256, ES256, ... or none");
        }
    }

    /** In the parameter {@code request}. */
    public static RequestObject byValue(String algorithm) {
        return new RequestObject(Passing.BY_VALUE, algorithm);
    }

    /** By {@code request_uri}, an address of the application that the provider must be able to reach. */
    public static RequestObject byReference(String algorithm) {
        return new RequestObject(Passing.BY_REFERENCE, algorithm);
    }

    /** Is it signed? */
    public boolean isSigned() {
        return !algorithm.equals("none");
    }
}
