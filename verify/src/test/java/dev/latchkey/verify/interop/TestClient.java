package dev.latchkey.verify.interop;

/** A client that every real provider has; redirect URIs are any port of {@code http://localhost}. */
enum TestClient {
    /** Authenticates with {@code client_secret_basic}. */
    BASIC("client1", "secret1-of-client1-0123456789abcdef"),
    /** {@code client_secret_basic}, with an id and a secret that RFC 6749 §2.3.1 has form-encoded. */
    SPECIAL("client:special", "z/tZ9+:%& of-client-special-0123456789"),
    /** Authenticates with {@code client_secret_post}. */
    POST("client-post", "z/tZ9+:%& of-client-post-0123456789"),
    /** Has no secret. */
    PUBLIC("client-public", ""),
    /** Its users can refuse the login. */
    REFUSABLE("client-consent", "secret-of-client-consent-0123456789"),
    /** An API, which asks about access tokens. */
    API("client-api", "secret-of-client-api-0123456789abcdef");

    private final String id;
    private final String secret;

    TestClient(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    String id() {
        return id;
    }

    /** The secret; empty for a public client. */
    String secret() {
        return secret;
    }
}
