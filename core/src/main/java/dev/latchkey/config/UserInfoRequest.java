package dev.latchkey.config;

/** How the access token is shown to the UserInfo endpoint (RFC 6750 §2); never in the query string. */
public enum UserInfoRequest {
    /** In the Authorization header of a GET request. */
    HEADER,
    /** In the form of a POST request, for providers that see no Authorization header. */
    BODY
}
