package dev.latchkey.failure;

import java.util.Locale;

/**
 * Why a login, or a request with an access token, failed. The code is stable: logs, the error page and {@code docs/reason-codes.md} use it, and a release
 * never gives an old code a new meaning.
 */
public enum FailureReason {
    // Somebody said no.
    /** The provider sent the browser back with an {@code error} (RFC 6749 §4.1.2.1). */
    AUTHORIZATION_ERROR("The user cancelled, or the provider refused; the provider's own log says which."),
    /** The token endpoint answered with an {@code error} (RFC 6749 §5.2). */
    TOKEN_ERROR("The provider refused the code or refresh token; its own log says why."),
    /** A refresh was asked for, but nobody is signed in, or the session has no refresh token. */
    LOGIN_REQUIRED("Let the user sign in; and keep refresh tokens: refreshAccessTokens(), and the provider's scopes."),
    /** The user signed out at the provider, by back-channel logout, while this login was under way. */
    ENDED_AT_PROVIDER(
            "The provider ended the user's session before the login was finished; the user may sign in again."),
    /** The application's login hook rejected the user. */
    LOGIN_REFUSED("The application's login hook rejected this user."),

    // The browser came back with something unusable.
    /** The callback carries no {@code state}. */
    STATE_MISSING("Nobody but the provider should send browsers to the redirect URI."),
    /** No pending login of this browser belongs to this {@code state}. */
    STATE_UNKNOWN("The login was started in another browser, took longer than 10 minutes, or cookies are blocked."),
    /** The pending login is older than ten minutes. */
    STATE_EXPIRED("The user took too long to sign in."),
    /** This {@code state} was used before. */
    STATE_USED("The callback was opened twice: a reload, the back button, or somebody replayed it."),
    /** {@code code}, {@code state}, {@code iss} or {@code error} appears more than once. */
    PARAMETER_REPEATED("Something between the provider and the application altered the callback."),
    /** The answer came by another method than the one asked for. */
    RESPONSE_MODE_MISMATCH("The provider answered in another response mode than the one asked for."),
    /** The answer is not a form, or larger than any honest one. */
    RESPONSE_UNREADABLE("The provider, or somebody else, posted something that is not an authorization response."),
    /** {@code access_token} was asked for through the browser and is missing (OpenID Connect Core §3.2.2.5). */
    ACCESS_TOKEN_MISSING("The provider's answer is incomplete."),
    /** Neither {@code code} nor {@code error} in the callback. */
    CODE_MISSING("The provider's answer is incomplete."),
    /** The provider promises the {@code iss} parameter and did not send it (RFC 9207 §2.4). */
    RESPONSE_ISSUER_MISSING("The metadata says authorization_response_iss_parameter_supported, but iss is missing."),
    /** The {@code iss} parameter names another issuer (RFC 9207 §2.4). */
    RESPONSE_ISSUER_MISMATCH("The answer comes from another provider than the one that was asked: a mix-up."),
    /** Somebody else wants to start a login at an issuer that is not configured (OpenID Connect Core §4). */
    ISSUER_UNKNOWN("Only configured providers may start a login; configure the issuer if it is yours."),
    /** Three logins in a minute ended without a session that the browser kept. */
    LOGIN_LOOP(
            "The browser does not keep the session cookie; check baseUrl, https and the proxy's Set-Cookie handling."),

    // The tokens are wrong.
    /** The token response is not a JSON object with the right members (RFC 6749 §5.1). */
    TOKEN_RESPONSE_MALFORMED("The token endpoint answered with something that is not a token response."),
    /** The token type is not {@code Bearer}. */
    TOKEN_TYPE_UNSUPPORTED("Only bearer tokens are supported."),
    /** The token response has no ID token (OpenID Connect Core §3.1.3.3). */
    ID_TOKEN_MISSING("Is 'openid' among the scopes, and is the provider an OpenID Provider and not plain OAuth 2.0?"),
    /** The ID token is not a signed JWT, is too large, or has duplicate members. */
    ID_TOKEN_MALFORMED("The provider sent something that is not a signed JWT."),
    /** The ID token is encrypted, but the client is not registered for that (OpenID Connect Core §3.1.3.7 rule 1). */
    ID_TOKEN_ENCRYPTED("Set Provider.idTokenEncryption(...), or turn encryption off at the provider."),
    /** Something else than an ID token was sent: a logout token (OpenID Connect Back-Channel Logout §2.4). */
    ID_TOKEN_TYPE("The provider sent a logout token where an ID token was due."),
    /** The ID token is not encrypted although the client is registered for that (rule 1). */
    ID_TOKEN_NOT_ENCRYPTED("Turn encryption on at the provider, or leave out Provider.idTokenEncryption(...)."),
    /** The ID token cannot be decrypted, or there is no signed JWT in it. */
    ID_TOKEN_DECRYPTION(
            "The provider used another key or algorithm than those registered; is our jwks up to date there?"),
    /** {@code iss} is missing or another (rule 2). */
    ID_TOKEN_ISSUER("The ID token was issued by somebody else than the configured provider."),
    /** {@code aud} is missing or does not contain the client id (rule 3). */
    ID_TOKEN_AUDIENCE("The ID token was issued to another client; compare the client id with the provider's."),
    /** {@code aud} names an audience that is not trusted (rule 3). */
    ID_TOKEN_UNTRUSTED_AUDIENCE("Name further audiences with Provider.trustAudience(...) if they are yours."),
    /** {@code azp} is missing although there are several audiences, or is not the client id (rules 4 and 5). */
    ID_TOKEN_AUTHORIZED_PARTY("The ID token was issued to another client."),
    /** {@code alg} is not the registered or configured one (rules 7 and 8). */
    ID_TOKEN_ALGORITHM("Set Provider.idTokenSigningAlgorithm(...) to the algorithm the provider is set to."),
    /** The header has a {@code crit} member that is not understood (RFC 7515 §4.1.11). */
    ID_TOKEN_CRITICAL_HEADER("The ID token demands an extension that is not supported."),
    /** No key of the provider fits the header. */
    ID_TOKEN_KEY("The provider's jwks_uri has no key that fits the ID token's kid and algorithm."),
    /** The signature is wrong (rule 6). */
    ID_TOKEN_SIGNATURE("The ID token was altered, or signed by somebody else."),
    /** {@code exp} is missing or past (rule 9). */
    ID_TOKEN_EXPIRED("Check this server's clock."),
    /** {@code nbf} is in the future. */
    ID_TOKEN_NOT_YET_VALID("Check this server's clock."),
    /** {@code iat} is missing, in the future or too old (rule 10). */
    ID_TOKEN_ISSUED_AT("Check this server's clock."),
    /** {@code nonce} is missing or another (rule 11). */
    ID_TOKEN_NONCE("The ID token belongs to another login."),
    /** {@code auth_time} is missing or older than {@code max_age} (rule 13). */
    ID_TOKEN_AUTH_TIME("The provider did not ask the user to sign in again although max_age demands it."),
    /** {@code sub} is missing, empty or longer than 255 characters (OpenID Connect Core §2). */
    ID_TOKEN_SUBJECT("The ID token does not say who the user is."),
    /** {@code at_hash} does not fit the access token (OpenID Connect Core §3.1.3.8). */
    ID_TOKEN_ACCESS_TOKEN_HASH("The access token was swapped."),
    /** {@code c_hash} is missing or does not fit the code (OpenID Connect Core §3.3.2.10). */
    ID_TOKEN_CODE_HASH("The code was swapped."),
    /** The two ID tokens of a hybrid flow do not agree (OpenID Connect Core §3.3.3.6). */
    ID_TOKENS_DIFFER("The browser and the token endpoint brought ID tokens of different logins."),
    /** {@code acr} is none of those asked for (rule 12). */
    ACR_NOT_MET("The user signed in, but not in the way that acrValues(...) or an essential acr asks for."),
    /** A claim that was asked for as essential is missing or has another value (OpenID Connect Core §5.5.1). */
    ESSENTIAL_CLAIM_MISSING(
            "The provider, or the user, did not release a claim that the application cannot do without."),
    /** A refreshed ID token speaks of another login (OpenID Connect Core §12.2). */
    REFRESHED_ID_TOKEN_DIFFERS("The provider answered a refresh with somebody else's ID token."),
    /** The UserInfo response is not a JSON object with {@code sub} (OpenID Connect Core §5.3.2). */
    USERINFO_MALFORMED("Set Provider.userInfo(UserInfoMode.NEVER) if the provider's UserInfo endpoint is of no use."),
    /** The UserInfo response speaks of another user (OpenID Connect Core §5.3.4). */
    USERINFO_SUBJECT("The UserInfo endpoint answered about another user."),
    /** UserInfo came signed, encrypted or plain in another way than the client is registered for. */
    USERINFO_PROTECTION(
            "Compare Provider.userInfoSigningAlgorithm(...) and userInfoEncryption(...) with the registration."),
    /** The signature of the UserInfo JWT is wrong (OpenID Connect Core §5.3.2). */
    USERINFO_SIGNATURE("The UserInfo response was altered, or signed by somebody else."),
    /** The UserInfo JWT has no or another {@code iss} or {@code aud}, or is expired (OpenID Connect Core §5.3.2). */
    USERINFO_CLAIMS("The UserInfo response was made by another provider, for another client, or long ago."),
    /** Aggregated claims cannot be read, are not properly signed, or speak of another user (OpenID Connect Core §5.6.2). */
    AGGREGATED_CLAIMS("The provider passed on claims whose signature does not hold."),

    // Somebody calls with an access token.
    /** The {@code Authorization} header field is no bearer token, or a longer one than 16 KiB (RFC 6750 §2.1). */
    BEARER_MALFORMED("The client must send: Authorization: Bearer, a space, and the token."),
    /** The request has several {@code Authorization} header fields, or a token in two places (RFC 6750 §2). */
    BEARER_REPEATED("The client, or a proxy, sends the access token twice."),
    /** The access token is in the query, where logs keep it (RFC 6750 §2.3, §5.3). */
    BEARER_IN_QUERY("The client must send the token in the Authorization header field."),
    /** A JWT is needed, and the access token is none that can be read. */
    BEARER_UNREADABLE(
            "The token is opaque or malformed; opaque ones need Provider.acceptAccessTokens(AccessTokens.introspected(...))."),
    /** {@code iss} is missing, or no provider whose access tokens are accepted (RFC 9068 §4). */
    BEARER_ISSUER("The token is another provider's; acceptAccessTokens(...) must be set for the one that issued it."),
    /** {@code typ} is not {@code at+jwt}: a token of another kind, or a provider before RFC 9068. */
    BEARER_TYPE("The token is no access token; for one that is, see Weakening.ACCEPT_UNTYPED_ACCESS_TOKENS."),
    /** {@code alg} is none of those accepted. */
    BEARER_ALGORITHM("Set AccessTokens.signedWith(...) to what the provider signs access tokens with."),
    /** The header has a {@code crit} member that is not understood (RFC 7515 §4.1.11). */
    BEARER_CRITICAL_HEADER("The access token demands an extension that is not supported."),
    /** No key of the provider fits the header. */
    BEARER_KEY("The provider's jwks_uri has no key that fits the access token's kid and algorithm."),
    /** The signature is wrong. */
    BEARER_SIGNATURE("The access token was altered, or signed by somebody else."),
    /** {@code aud} does not name this application (RFC 9068 §4). */
    BEARER_AUDIENCE("The token was issued for another service; compare aud with the audience in AccessTokens."),
    /** {@code exp} is past, or missing in a JWT. */
    BEARER_EXPIRED("The client must get a new access token; check this server's clock."),
    /** {@code nbf} is in the future. */
    BEARER_NOT_YET_VALID("Check this server's clock."),
    /** {@code iat} is in the future, or not a number. */
    BEARER_ISSUED_AT("Check this server's clock."),
    /** {@code sub} is missing, empty or longer than 255 characters. */
    BEARER_SUBJECT("The access token does not say whom it speaks for."),
    /** The token is bound to a key of the client (RFC 7800), which a bearer does not show. */
    BEARER_BOUND("The token is bound to a key (DPoP or mutual TLS), which is not supported; issue bearer tokens."),
    /** The provider says that the token is not active (RFC 7662 §2.2), or that its kind is unsupported (RFC 7009 §2.2.1). */
    BEARER_INACTIVE("The token is expired, revoked or unknown to the provider, or of a kind that it does not know."),
    /** The token is good, but lacks a scope, a role or a claim that the route asks for (RFC 6750 §3.1). */
    BEARER_INSUFFICIENT("The client must ask for the scope, or the provider must grant the role or claim."),

    // Somebody wants to sign a user out.
    /** The request is no form with exactly one {@code logout_token}, or larger than any honest one (Back-Channel Logout §2.5). */
    LOGOUT_REQUEST_UNREADABLE("Only a provider should post to the back-channel logout URI."),
    /** The logout token is not a signed JWT, is too large, or has duplicate members (Back-Channel Logout §2.6). */
    LOGOUT_TOKEN_MALFORMED("The provider, or somebody else, sent something that is not a logout token."),
    /** The logout token is encrypted, or is not, other than the client is registered for (rule 1). */
    LOGOUT_TOKEN_ENCRYPTION(
            "Logout tokens are encrypted exactly if ID tokens are: compare Provider.idTokenEncryption(...)."),
    /** The {@code typ} in the header is another than {@code logout+jwt} (§2.4). */
    LOGOUT_TOKEN_TYPE("Something else than a logout token was sent, such as an ID token."),
    /** The signature algorithm is another than that of ID tokens (rule 3). */
    LOGOUT_TOKEN_ALGORITHM("Logout tokens are signed like ID tokens: compare Provider.idTokenSigningAlgorithm(...)."),
    /** The header has {@code crit} (RFC 7515 §4.1.11). */
    LOGOUT_TOKEN_CRITICAL_HEADER("The logout token demands an extension that is not supported."),
    /** The {@code iss} is none of a configured provider (rule 4). */
    LOGOUT_TOKEN_ISSUER("The logout token is from a provider that is not configured."),
    /** The {@code aud} does not name this client (rule 4). */
    LOGOUT_TOKEN_AUDIENCE("The logout token is for another client."),
    /** The signature is missing or wrong (rule 2). */
    LOGOUT_TOKEN_SIGNATURE("The logout token was altered, or is not from this provider."),
    /** The {@code iat} is missing, in the future, or more than two minutes ago (rule 4). */
    LOGOUT_TOKEN_ISSUED_AT("Check the clocks of this server and of the provider."),
    /** The {@code exp} is past (rule 4). */
    LOGOUT_TOKEN_EXPIRED("Check the clocks of this server and of the provider."),
    /** The {@code jti} is missing (§2.4). */
    LOGOUT_TOKEN_ID("The provider's logout tokens have no jti, and could be replayed."),
    /** The {@code jti} was used before (rule 8). */
    LOGOUT_TOKEN_REPLAYED("The provider sent a logout token twice although it was accepted, or somebody replays it."),
    /** {@code events} is not an object with the member for back-channel logout (rule 6). */
    LOGOUT_TOKEN_EVENTS("Something else than a logout token was sent, such as an ID token or another security event."),
    /** There is a {@code nonce} (rule 7). */
    LOGOUT_TOKEN_NONCE("Something else than a logout token was sent, such as an ID token."),
    /** There is neither {@code sid} nor {@code sub} (rule 5). */
    LOGOUT_TOKEN_SUBJECT("The logout token does not say whose sessions end."),
    /** The session store could not answer. */
    STORE_UNAVAILABLE("The session store failed; its exception is logged with this entry."),
    /** A session in the store cannot be opened or has an unknown format; it counts as absent. */
    SESSION_UNREADABLE(
            "Every node needs the same secretKey ring; a new key is added everywhere before it is put first, and a new"
                    + " version is installed everywhere before it writes a new format."),
    /** The front-channel logout has one of {@code iss} and {@code sid}, or an unknown issuer (Front-Channel Logout §2). */
    FRONTCHANNEL_LOGOUT_REFUSED("Only a configured provider should open the front-channel logout URI."),
    /** The provider did not revoke a token at sign-out (RFC 7009 §2.2). */
    REVOCATION_FAILED("The token stays good until its end; the message says what the provider answered."),

    // The provider does not answer.
    /** No connection to the provider. */
    PROVIDER_UNREACHABLE("Check the provider, DNS, the proxy, and the CA certificates this server trusts."),
    /** No complete answer within the time limit. */
    PROVIDER_TIMEOUT("The provider is too slow; HttpSettings.timeout(...) sets the limit."),
    /** An answer with an unexpected status or content. */
    PROVIDER_BAD_ANSWER("The provider, or a proxy before it, answered with something unexpected."),
    /** The introspection endpoint's answer cannot be trusted (RFC 7662 §2.2, RFC 9701 §5). */
    INTROSPECTION_ANSWER("Compare AccessTokens.signedAnswers(...) with the client's registration at the provider."),
    /** An answer over the size limit. */
    PROVIDER_ANSWER_TOO_LARGE("The provider's answer is larger than any honest one."),

    // The developer must act.
    /** A setting is missing, malformed or contradicts another. */
    SETTING_INVALID("Correct the setting that the message names."),
    /** The discovery document names another issuer (OpenID Connect Discovery §4.3). */
    ISSUER_MISMATCH("Configure the issuer exactly as the provider writes it."),
    /** The provider's metadata lacks something that the login needs, or has something unacceptable. */
    METADATA_UNUSABLE("The provider's metadata lacks something that the login needs; the message says what."),
    /** WebFinger may not ask this host (OpenID Connect Discovery §2). */
    WEBFINGER_REFUSED("Allow the host in WebFinger.allowing(...) if its users may sign in here."),
    /** WebFinger brought no issuer. */
    WEBFINGER_WITHOUT_ISSUER("The host does not say who the user's provider is."),
    /** The provider refused to register the client (RFC 7591 §3.2.2). */
    REGISTRATION_REFUSED("The provider refused to register this application; its words are in the message."),
    /** The provider does not accept the client's credentials (RFC 6749 §5.2 invalid_client). */
    CLIENT_REFUSED("Compare client id, secret and authentication method with those registered at the provider."),
    /** The claims do not fit into the session cookie. */
    SESSION_TOO_LARGE("Ask for fewer scopes, or keep sessions on the server: sessions(SessionStore.inMemory())."),
    /** The application's login hook threw an exception. */
    LOGIN_HOOK_FAILED("The application's login hook threw an exception; it is logged with this entry."),
    /** Something in Latchkey itself failed. */
    INTERNAL_ERROR("This should not happen; please report it with the logged exception.");

    private final String hint;

    FailureReason(String hint) {
        this.hint = hint;
    }

    /** The code, as in {@code id_token_issuer}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the developer should look at first. */
    public String hint() {
        return hint;
    }
}
