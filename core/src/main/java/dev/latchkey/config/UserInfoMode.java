package dev.latchkey.config;

/** When the UserInfo endpoint is asked (OpenID Connect Core §5.3). A provider without the endpoint is never asked. */
public enum UserInfoMode {
    /** At login; if the endpoint does not answer, the login goes on with the ID token's claims and a warning. */
    AUTO,
    /** At login; if the endpoint does not answer, the login fails. */
    ALWAYS,
    /** Not at all. */
    NEVER
}
