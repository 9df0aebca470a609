package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.SignatureAlgorithms;
import java.util.Set;

/** How the client authenticates at the token endpoint (OpenID Connect Core §9). */
public sealed interface ClientAuthentication {
    /** HTTP Basic, with id and secret form-encoded first (RFC 6749 §2.3.1). */
    static ClientAuthentication clientSecretBasic() {
        return SharedSecret.CLIENT_SECRET_BASIC;
    }

    /** Id and secret in the request body (RFC 6749 §2.3.1). */
    static ClientAuthentication clientSecretPost() {
        return SharedSecret.CLIENT_SECRET_POST;
    }

    /** A JWT made with the client secret, by HS256 (OpenID Connect Core §9); the secret is never sent. */
    static ClientAuthentication clientSecretJwt() {
        return clientSecretJwt("HS256");
    }

    /**
     * A JWT made with the client secret.
     *
     * @param algorithm HS256, HS384 or HS512
     * @throws Misconfigured for another
     */
    static ClientAuthentication clientSecretJwt(String algorithm) {
        return new SecretJwt(algorithm);
    }

    /** A JWT signed by a key of {@code RelyingPartyBuilder.keys}, by RS256 (RFC 7523 §2.2): nothing shared is stored. */
    static ClientAuthentication privateKeyJwt() {
        return privateKeyJwt("RS256");
    }

    /**
     * A JWT signed by a key of {@code RelyingPartyBuilder.keys}.
     *
     * @param algorithm RS256, PS256, ES256, EdDSA or another that a key fits
     * @throws Misconfigured for an unknown one
     */
    static ClientAuthentication privateKeyJwt(String algorithm) {
        return new PrivateKeyJwt(algorithm);
    }

    /** The id only: a public client, protected by PKCE alone. */
    static ClientAuthentication none() {
        return Public.NONE;
    }

    /** The registered name of the method, as in {@code client_secret_basic}. */
    String method();

    /** With a secret that client and provider share. */
    enum SharedSecret implements ClientAuthentication {
        /** In the Authorization header. */
        CLIENT_SECRET_BASIC("client_secret_basic"),
        /** In the body. */
        CLIENT_SECRET_POST("client_secret_post");

        private final String method;

        SharedSecret(String method) {
            this.method = method;
        }

        @Override
        public String method() {
            return method;
        }
    }

    /**
     * With a JWT that the client secret makes.
     *
     * @param algorithm HS256, HS384 or HS512
     */
    record SecretJwt(String algorithm) implements ClientAuthentication {
        /**
         * Checks the algorithm.
         *
         * @throws Misconfigured if it is another
         */
        public SecretJwt {
            require(SignatureAlgorithms.MAC, algorithm);
        }

        @Override
        public String method() {
            return "client_secret_jwt";
        }
    }

    /**
     * With a JWT that a private key of this application signs.
     *
     * @param algorithm an algorithm that one of the keys fits
     */
    record PrivateKeyJwt(String algorithm) implements ClientAuthentication {
        /**
         * Checks the algorithm.
         *
         * @throws Misconfigured if it is unknown
         */
        public PrivateKeyJwt {
            require(SignatureAlgorithms.ASYMMETRIC, algorithm);
        }

        @Override
        public String method() {
            return "private_key_jwt";
        }
    }

    private static void require(Set<String> supported, String algorithm) {
        if (!supported.contains(algorithm)) {
            throw Misconfigured.setting(
                    "clientAuthentication",
                    "is to be signed with \"" + algorithm + "\"",
                    "one of " + String.join(", ", supported.stream().sorted().toList()));
        }
    }

    /** Does this method need the client secret? */
    default boolean needsSecret() {
        return this instanceof SharedSecret || this instanceof SecretJwt;
    }

    /** Without a secret. */
    enum Public implements ClientAuthentication {
        /** Nothing but the id. */
        NONE;

        @Override
        public String method() {
            return "none";
        }
    }
}
