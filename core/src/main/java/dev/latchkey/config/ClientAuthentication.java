package dev.latchkey.config;

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
