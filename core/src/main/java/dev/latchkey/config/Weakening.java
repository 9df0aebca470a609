package dev.latchkey.config;

/**
 * Every way to make Latchkey less strict, in one place. Each is set for one provider, by {@link Provider#weaken}: a
 * search for that word finds every weakened deployment.
 */
public enum Weakening {
    /**
     * Plain http to a provider that is not on this machine, for a private network such as that of a set of containers.
     * Whoever can read or alter that network can sign in as anybody.
     */
    PLAIN_HTTP_TO_THE_PROVIDER,
    /**
     * Client assertions name the token endpoint as their audience and not the issuer, as some providers still demand. A
     * provider that also knows other issuers' clients could replay them there.
     */
    TOKEN_ENDPOINT_AS_ASSERTION_AUDIENCE,
    /**
     * Access tokens whose header does not say {@code at+jwt} (RFC 9068 §2.1), as Keycloak issues them. Other JWTs of the
     * provider for the same audience may pass for access tokens; ID tokens and logout tokens are still refused, as far as
     * they can be told.
     */
    ACCEPT_UNTYPED_ACCESS_TOKENS
}
