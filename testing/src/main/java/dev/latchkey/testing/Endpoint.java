package dev.latchkey.testing;

/** A place at the provider that requests arrive at. */
public enum Endpoint {
    /** The metadata document (OpenID Connect Discovery §4). */
    DISCOVERY("/.well-known/openid-configuration"),
    /** The provider's public keys (RFC 7517 §5). */
    JWKS("/jwks"),
    /** Where logins begin (RFC 6749 §3.1). */
    AUTHORIZATION("/authorize"),
    /** Where the sign-in page sends its form. */
    SIGN_IN("/sign-in"),
    /** Where codes and refresh tokens become tokens (RFC 6749 §3.2). */
    TOKEN("/token"),
    /** Claims about the user (OpenID Connect Core §5.3). */
    USERINFO("/userinfo"),
    /** Dynamic client registration (RFC 7591 §3). */
    REGISTRATION("/register"),
    /** Token introspection (RFC 7662 §2). */
    INTROSPECTION("/introspect"),
    /** Token revocation (RFC 7009 §2). */
    REVOCATION("/revoke"),
    /** Logout started by the application (OpenID Connect RP-Initiated Logout §2). */
    END_SESSION("/end_session"),
    /** The page that watches the session (OpenID Connect Session Management §3.3). */
    CHECK_SESSION("/check_session"),
    /** Distributed claims (OpenID Connect Core §5.6.2.2). */
    CLAIMS("/claims"),
    /** Which provider a user has (RFC 7033 §4); below the host instead of the issuer. */
    WEBFINGER("/.well-known/webfinger"),
    /** Everything else, for instance where a redirecting endpoint points to. */
    ELSEWHERE("/elsewhere");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** The path below the issuer, with a leading slash. */
    public String path() {
        return path;
    }
}
