package dev.latchkey.testing;

/**
 * One thing that a provider can do wrong, or unusually. Apart from the active ones the provider answers correctly.
 * Activate them with {@link TestProvider#misbehave}. What is said about token responses and ID tokens holds for logins
 * and refreshes.
 */
public enum Misbehaviour {
    // Discovery.
    /** Answers 500. */
    DISCOVERY_DOWN,
    /** Never answers, until the provider is closed. */
    DISCOVERY_SLOW,
    /** Answers 200 with a page instead of JSON. */
    DISCOVERY_HTML,
    /** Answers with 64 MiB. */
    DISCOVERY_HUGE,
    /** Answers with an empty body. */
    DISCOVERY_EMPTY,
    /** Redirects once, to the correct document. */
    DISCOVERY_REDIRECT,
    /** Redirects to itself, for ever. */
    DISCOVERY_REDIRECT_LOOP,
    /** Names another issuer. */
    DISCOVERY_OTHER_ISSUER,
    /** Names no issuer. */
    DISCOVERY_NO_ISSUER,
    /** Has the issuer end with one slash more, here and everywhere else, {@link TestProvider#issuer} included. */
    DISCOVERY_TRAILING_SLASH,
    /** Does not name the token endpoint. */
    DISCOVERY_NO_TOKEN_ENDPOINT,
    /** Does not name the key set. */
    DISCOVERY_NO_JWKS_URI,
    /** Closes the connection in the middle of the body. */
    DISCOVERY_HALF_BODY,
    /** Answers with a thousand JSON objects inside each other. */
    DISCOVERY_DEEP,
    /** Answers with JSON that has {@code issuer} twice. */
    DISCOVERY_DUPLICATE_MEMBER,
    /** Sends the document as {@code text/plain}. */
    DISCOVERY_OTHER_TYPE,
    /** Sends the document in UTF-16. */
    DISCOVERY_OTHER_CHARSET,
    /** Claims to sign ID tokens with ES512 only. */
    DISCOVERY_OTHER_ALGORITHM,
    /** Says nothing about PKCE, which works nevertheless. */
    DISCOVERY_NO_PKCE,
    /** Names no UserInfo endpoint. */
    NO_USERINFO_ENDPOINT,
    /** Names no end-session endpoint. */
    NO_END_SESSION_ENDPOINT,
    /** Names no registration endpoint. */
    NO_REGISTRATION_ENDPOINT,
    /** Neither advertises nor sends {@code iss} in authorization responses, as before RFC 9207. */
    ISS_NOT_ADVERTISED,

    // Key set.
    /** Answers 500. */
    JWKS_DOWN,
    /** Never answers, until the provider is closed. */
    JWKS_SLOW,
    /** Answers 200 with a page instead of JSON. */
    JWKS_HTML,
    /** Answers with 64 MiB. */
    JWKS_HUGE,
    /** Publishes no key at all. */
    JWKS_EMPTY,
    /** Closes the connection in the middle of the body. */
    JWKS_HALF_BODY,
    /** Answers with a thousand JSON objects inside each other. */
    JWKS_DEEP,
    /** Answers with JSON that has {@code keys} twice. */
    JWKS_DUPLICATE_MEMBER,
    /** Publishes keys of unknown kinds before the correct one, which is not wrong. */
    JWKS_ODD_KEYS,
    /** Redirects elsewhere. */
    JWKS_REDIRECT,

    // Authorization response.
    /** Leaves {@code iss} out though it is advertised. */
    NO_ISS_PARAMETER,
    /** Sends the {@code iss} of somebody else. */
    WRONG_ISS_PARAMETER,
    /** Sends {@code iss} twice. */
    DUPLICATE_ISS,
    /** Changes {@code state}. */
    STATE_ALTERED,
    /** Leaves {@code state} out. */
    STATE_MISSING,
    /** Sends {@code state} twice. */
    DUPLICATE_STATE,
    /** Leaves {@code code} out. */
    CODE_MISSING,
    /** Sends {@code code} twice. */
    DUPLICATE_CODE,
    /** Sends a code that the token endpoint does not know. */
    CODE_UNKNOWN,
    /** Sends both an error and what was asked for. */
    CODE_AND_ERROR,
    /** Sends {@code error=server_error} with a description that contains markup. */
    ERROR_SERVER,
    /** Sends {@code error} twice. */
    DUPLICATE_ERROR,
    /** Sends {@code error_description} twice. */
    DUPLICATE_ERROR_DESCRIPTION,

    // Token response.
    /** Answers 400 {@code invalid_grant}. */
    TOKEN_ERROR,
    /** Answers 401 {@code invalid_client}. */
    TOKEN_INVALID_CLIENT,
    /** Answers 500. */
    TOKEN_SERVER_ERROR,
    /** Answers 200 with a page instead of JSON. */
    TOKEN_HTML,
    /** Answers 200 with an empty body. */
    TOKEN_EMPTY,
    /** Answers with a JSON list. */
    TOKEN_LIST,
    /** Answers with a thousand JSON objects inside each other. */
    TOKEN_DEEP,
    /** Answers with JSON that has {@code id_token} twice. */
    TOKEN_DUPLICATE_MEMBER,
    /** Never answers, until the provider is closed. */
    TOKEN_SLOW,
    /** Answers with one byte every 20 ms, for ever. */
    TOKEN_DRIPS,
    /** Answers with 64 MiB. */
    TOKEN_HUGE,
    /** Closes the connection in the middle of the body. */
    TOKEN_HALF_BODY,
    /** Closes the connection without an answer. */
    TOKEN_CLOSES,
    /** Redirects elsewhere. */
    TOKEN_REDIRECT,
    /** Leaves {@code id_token} out. */
    NO_ID_TOKEN,
    /** Leaves {@code access_token} out. */
    MISSING_ACCESS_TOKEN,
    /** Leaves {@code token_type} out. */
    MISSING_TOKEN_TYPE,
    /** Issues access tokens of the type {@code mac}. */
    TOKEN_TYPE_MAC,
    /** Spells the token type {@code BEARER}, which is not wrong. */
    TOKEN_TYPE_UPPER_CASE,
    /** Says {@code expires_in} as text. */
    EXPIRES_IN_TEXT,
    /** Leaves {@code expires_in} out, which is not wrong. */
    NO_EXPIRES_IN,
    /** Says that the access token expires in -1 seconds. */
    EXPIRES_IN_NEGATIVE,
    /** Issues no refresh token, which is not wrong. */
    NO_REFRESH_TOKEN,

    // Claims of the ID token.
    /** Names another issuer. */
    WRONG_ISSUER,
    /** Names the issuer with one slash more. */
    WRONG_ISSUER_TRAILING_SLASH,
    /** Is meant for another client. */
    WRONG_AUDIENCE,
    /** Is meant for a second client too, without {@code azp}. */
    EXTRA_AUDIENCE,
    /** Is meant for a second client too, with {@code azp} naming the first. */
    EXTRA_AUDIENCE_WITH_AZP,
    /** Has a list with the one right audience, which is not wrong. */
    AUDIENCE_AS_LIST,
    /** Has {@code azp} name another client. */
    WRONG_AZP,
    /** Leaves {@code iss} out. */
    MISSING_ISS,
    /** Leaves {@code sub} out. */
    MISSING_SUB,
    /** Leaves {@code aud} out. */
    MISSING_AUD,
    /** Leaves {@code exp} out. */
    MISSING_EXP,
    /** Leaves {@code iat} out. */
    MISSING_IAT,
    /** Has an empty {@code sub}. */
    EMPTY_SUB,
    /** Has a {@code sub} that is a number. */
    SUB_NOT_TEXT,
    /** Has an {@code exp} that is text. */
    EXP_NOT_A_NUMBER,
    /** Expired an hour ago. */
    EXPIRED_ID_TOKEN,
    /** Was issued in one hour. */
    ISSUED_IN_THE_FUTURE,
    /** Was issued yesterday and has not expired. */
    ISSUED_LONG_AGO,
    /** May not be used before one hour has passed. */
    NOT_YET_VALID,
    /** May not be used before five minutes have passed. */
    VALID_IN_FIVE_MINUTES,
    /** Has another nonce. */
    WRONG_NONCE,
    /** Leaves {@code nonce} out. */
    MISSING_NONCE,
    /** Has the hash of another access token. */
    WRONG_AT_HASH,
    /** Leaves {@code at_hash} out, which is wrong only beside a front-channel access token. */
    MISSING_AT_HASH,
    /** Has the user authenticated yesterday, whatever {@code max_age} asked for. */
    OLD_AUTH_TIME,
    /** Leaves {@code auth_time} out. */
    MISSING_AUTH_TIME,
    /** Leaves {@code sid} out of ID tokens, although logout tokens have it. */
    MISSING_SID,
    /** Has no claims about the user; only UserInfo has them (OpenID Connect Core §5.4), which is not wrong. */
    LEAN_ID_TOKEN,
    /** Has a claim of 40 000 characters, which is not wrong. */
    HUGE_ID_TOKEN,

    // Form and signature of the ID token.
    /** Has {@code alg} none and no signature. */
    ALG_NONE,
    /** Has {@code alg} nOnE and no signature. */
    ALG_NONE_MIXED_CASE,
    /** Has an HMAC made with the public key. */
    HS256_SIGNED_WITH_PUBLIC_KEY,
    /** Has an HMAC made with the first public key that the client registered, as JSON Web Key. */
    HS256_SIGNED_WITH_CLIENT_JWK,
    /** Has an HMAC made with the client secret. */
    HS256_SIGNED_WITH_CLIENT_SECRET,
    /** Has a good signature of a published key by another algorithm than the registered one. */
    OTHER_SIGNING_ALGORITHM,
    /** Has a good signature of a published key by the registered kind of algorithm with another digest. */
    OTHER_DIGEST,
    /** Has a signature with one bit changed. */
    BAD_SIGNATURE,
    /** Has no signature, but names the algorithm. */
    EMPTY_SIGNATURE,
    /** Has a claim changed after signing. */
    CHANGED_AFTER_SIGNING,
    /** Names a key that is never published. */
    UNKNOWN_KID,
    /** Names no key; one published key fits. */
    NO_KID,
    /** Names no key; several published keys fit, the last is right. */
    NO_KID_SEVERAL_KEYS,
    /** Rotates the keys once, just before signing, and names no key. */
    NO_KID_ROTATED,
    /** Rotates the keys once, just before signing, which is not wrong. */
    ROTATED_KEY,
    /** Is signed by an attacker whose key is in the header. */
    JWK_HEADER,
    /** Is signed by an attacker whose key set is linked in the header. */
    JKU_HEADER,
    /** Has a critical header that nobody understands (RFC 7515 §4.1.11). */
    UNKNOWN_CRIT,
    /** Has the header member {@code alg} twice. */
    DUPLICATE_HEADER,
    /** Has the claim {@code sub} twice. */
    DUPLICATE_SUB,
    /** Has a member twice in an object inside a claim. */
    DUPLICATE_CLAIMS,
    /** Has five parts, as if encrypted. */
    FIVE_PART_TOKEN,
    /** Has two parts. */
    TWO_PART_TOKEN,
    /** Has a payload that is not JSON. */
    PAYLOAD_NOT_JSON,

    // UserInfo.
    /** Answers 500. */
    USERINFO_DOWN,
    /** Never answers, until the provider is closed. */
    USERINFO_SLOW,
    /** Answers 401 {@code invalid_token}. */
    USERINFO_UNAUTHORIZED,
    /** Answers 200 with a page instead of JSON. */
    USERINFO_HTML,
    /** Answers with 64 MiB. */
    USERINFO_HUGE,
    /** Redirects elsewhere. */
    USERINFO_REDIRECT,
    /** Closes the connection in the middle of the body. */
    USERINFO_HALF_BODY,
    /** Closes the connection without an answer. */
    USERINFO_CLOSES,
    /** Answers with one byte every 20 ms, for ever. */
    USERINFO_DRIPS,
    /** Answers with a thousand JSON objects inside each other. */
    USERINFO_DEEP,
    /** Answers with JSON that has {@code sub} twice. */
    USERINFO_DUPLICATE_MEMBER,
    /** Answers about another user. */
    USERINFO_OTHER_SUBJECT,
    /** Answers without {@code sub}. */
    USERINFO_NO_SUBJECT,
    /** Answers with other values of {@code iss}, {@code aud}, {@code exp}, {@code nonce} and {@code sid}. */
    USERINFO_PROTOCOL_CLAIMS,

    // Front channel: tokens in the authorization response, and how it travels. What lies about claims and signatures
    // holds for ID tokens of authorization responses too.
    /** Has claims and signatures lie in the token endpoint's ID tokens only; does nothing alone. */
    ONLY_IN_THE_BACK_CHANNEL,
    /** Answers in the query whatever was asked for. */
    ANSWERS_IN_QUERY,
    /** Answers in the fragment whatever was asked for. */
    ANSWERS_IN_FRAGMENT,
    /** Answers by a form whatever was asked for. */
    ANSWERS_IN_FORM_POST,
    /** Sends the form as {@code text/plain}. */
    FORM_POST_AS_TEXT,
    /** Sends the form as {@code multipart/form-data}. */
    FORM_POST_AS_MULTIPART,
    /** Adds a parameter of 1 MiB to forms. */
    FORM_POST_OVERSIZED,
    /** Adds a parameter of 200 000 characters to fragments; JDK clients take no header beyond 384 KiB. */
    FRAGMENT_OVERSIZED,
    /** Adds a parameter of 100 000 characters to queries. */
    QUERY_OVERSIZED,
    /** Leaves {@code id_token} out of the authorization response. */
    FRONT_ID_TOKEN_MISSING,
    /** Leaves {@code access_token} out of the authorization response. */
    FRONT_ACCESS_TOKEN_MISSING,
    /** Leaves {@code token_type} out of the authorization response. */
    FRONT_TOKEN_TYPE_MISSING,
    /** Sends {@code token_type=mac} in the authorization response. */
    FRONT_TOKEN_TYPE_WRONG,
    /** Sends {@code expires_in=soon} in the authorization response. */
    FRONT_EXPIRES_IN_TEXT,
    /** Sends {@code id_token} twice. */
    DUPLICATE_FRONT_ID_TOKEN,
    /** Sends {@code access_token} twice. */
    DUPLICATE_FRONT_ACCESS_TOKEN,
    /** Sends {@code token_type} twice. */
    DUPLICATE_FRONT_TOKEN_TYPE,
    /** Sends {@code expires_in} twice. */
    DUPLICATE_FRONT_EXPIRES_IN,
    /** Sends an access token and an ID token that nobody asked for beside the code. */
    FRONT_TOKENS_UNASKED,
    /** Has the hash of another code in the ID token beside a code. */
    C_HASH_WRONG,
    /** Leaves {@code c_hash} out of the ID token beside a code. */
    C_HASH_MISSING,
    /** Has the hash of another access token in the ID token beside an access token. */
    FRONT_AT_HASH_WRONG,
    /** Leaves {@code at_hash} out of the ID token beside an access token. */
    FRONT_AT_HASH_MISSING,
    /** Has the token endpoint's ID token name another issuer than the one before. */
    HYBRID_ISS_DIFFERS,
    /** Has the token endpoint's ID token name another user than the one before. */
    HYBRID_SUB_DIFFERS,
    /** Has the token endpoint's ID token name another session than the one before. */
    HYBRID_SID_DIFFERS,
    /** Has the token endpoint's ID token name another {@code auth_time} than the one before. */
    HYBRID_AUTH_TIME_DIFFERS,
    /** Has another {@code acr} than was asked for. */
    ACR_WRONG,
    /** Leaves {@code acr} out though it was asked for. */
    ACR_MISSING,
    /** Leaves claims out of the ID token that {@code claims} asked for as essential. */
    ESSENTIAL_CLAIM_MISSING,
    /** Leaves claims out of UserInfo that {@code claims} asked for as essential. */
    ESSENTIAL_USERINFO_CLAIM_MISSING,
    /** Answers about whoever is signed in, though {@code id_token_hint} or {@code claims} name another user. */
    HINTED_SUBJECT_IGNORED,

    // Refresh.
    /** Answers 400 {@code invalid_grant} to refresh tokens. */
    REFRESH_INVALID_GRANT,
    /** Answers 500 to refresh tokens. */
    REFRESH_SERVER_ERROR,
    /** Issues an ID token for another user. */
    REFRESH_OTHER_SUBJECT,
    /** Issues an ID token that names another issuer. */
    REFRESH_OTHER_ISSUER,
    /** Issues an ID token for another client. */
    REFRESH_OTHER_AUDIENCE,
    /** Issues an ID token with another {@code auth_time}. */
    REFRESH_OTHER_AUTH_TIME,
    /** Issues an ID token with another nonce. */
    REFRESH_OTHER_NONCE,
    /** Issues no ID token, which is not wrong. */
    REFRESH_NO_ID_TOKEN,
    /** Issues no new refresh token and lets the old one live, which is not wrong. */
    REFRESH_NO_ROTATION,

    // Registration.
    /** Answers 400 {@code invalid_redirect_uri}. */
    REGISTRATION_REFUSED,
    /** Answers 200 with a page instead of JSON. */
    REGISTRATION_HTML,
    /** Answers 500. */
    REGISTRATION_DOWN,
    /** Never answers, until the provider is closed. */
    REGISTRATION_SLOW,
    /** Answers with 64 MiB. */
    REGISTRATION_HUGE,
    /** Closes the connection in the middle of the body. */
    REGISTRATION_HALF_BODY,
    /** Redirects elsewhere. */
    REGISTRATION_REDIRECT,
    /** Answers with JSON that has {@code client_id} twice. */
    REGISTRATION_DUPLICATE_MEMBER,
    /** Registers another redirect URI than the client's. */
    REGISTRATION_OTHER_REDIRECT_URI,
    /** Registers the response type {@code none}. */
    REGISTRATION_OTHER_RESPONSE_TYPE,
    /** Registers client authentication by certificate. */
    REGISTRATION_OTHER_AUTH_METHOD,
    /** Registers ID tokens that are not signed. */
    REGISTRATION_OTHER_ALGORITHM,
    /** Gives out a secret of eight characters. */
    REGISTRATION_SHORT_SECRET,
    /** Leaves {@code client_id} out. */
    REGISTRATION_NO_CLIENT_ID,
    /** Leaves {@code client_secret} out. */
    REGISTRATION_NO_SECRET,

    // Return from the provider's sign-out.
    /** Changes {@code state}. */
    END_SESSION_STATE_ALTERED,
    /** Leaves {@code state} out. */
    END_SESSION_STATE_MISSING,

    // Tokens and keys: encryption of ID tokens and of UserInfo, for clients that registered for it.
    /** Encrypts a token with {@code alg} none. */
    JWE_AROUND_UNSIGNED,
    /** Encrypts claims as JSON that nobody signed. */
    JWE_AROUND_CLAIMS,
    /** Encrypts three times, one inside the other. */
    JWE_NESTED,
    /** Does not encrypt though the client registered for it. */
    JWE_OMITTED,
    /** Encrypts by another supported {@code alg} than the registered one, for the same key. */
    JWE_OTHER_ALG,
    /** Encrypts by another supported {@code enc} than the registered one. */
    JWE_OTHER_ENC,
    /** Encrypts by A192GCM, which nobody registers. */
    JWE_UNSUPPORTED_ENC,
    /** Encrypts by RSA1_5. */
    JWE_RSA1_5,
    /** Encrypts directly, with a key of zeros. */
    JWE_DIR,
    /** Encrypts by a password with a count of two thousand million. */
    JWE_PBES2,
    /** Compresses before it encrypts. */
    JWE_ZIP,
    /** Has a critical header that nobody understands. */
    JWE_UNKNOWN_CRIT,
    /** Encrypts to the key of somebody else under the name of the client's. */
    JWE_OTHER_KEY,
    /** Has an authentication tag with one bit changed. */
    JWE_BAD_TAG,

    // Tokens and keys: signature of the ID token.
    /** Has {@code alg} None and no signature. */
    ALG_NONE_CAPITALIZED,
    /** Has {@code alg} NONE and no signature. */
    ALG_NONE_UPPER_CASE,
    /** Has an HMAC made with the public key as JSON Web Key. */
    HS256_SIGNED_WITH_PUBLIC_JWK,
    /** Is signed by an attacker whose certificate is linked in the header. */
    X5U_HEADER,
    /** Is signed by an attacker who has put a certificate into the header. */
    X5C_HEADER,

    // Tokens and keys: signed UserInfo, for clients that registered for it.
    /** Has a signature with one bit changed. */
    USERINFO_JWT_BAD_SIGNATURE,
    /** Names another issuer. */
    USERINFO_JWT_WRONG_ISSUER,
    /** Is meant for another client. */
    USERINFO_JWT_WRONG_AUDIENCE,
    /** Leaves {@code iss} out. */
    USERINFO_JWT_NO_ISSUER,
    /** Leaves {@code aud} out. */
    USERINFO_JWT_NO_AUDIENCE,
    /** Expired an hour ago. */
    USERINFO_JWT_EXPIRED,
    /** Has {@code alg} none and no signature. */
    USERINFO_JWT_ALG_NONE,
    /** Has {@code alg} None and no signature. */
    USERINFO_JWT_ALG_NONE_CAPITALIZED,
    /** Has {@code alg} nOnE and no signature. */
    USERINFO_JWT_ALG_NONE_MIXED_CASE,
    /** Has {@code alg} NONE and no signature. */
    USERINFO_JWT_ALG_NONE_UPPER_CASE,
    /** Has an HMAC made with the public key. */
    USERINFO_JWT_HS256_PUBLIC_KEY,
    /** Has an HMAC made with the public key as JSON Web Key. */
    USERINFO_JWT_HS256_PUBLIC_JWK,
    /** Is signed by an attacker whose key is in the header. */
    USERINFO_JWT_JWK_HEADER,
    /** Is signed by an attacker whose key set is linked in the header. */
    USERINFO_JWT_JKU_HEADER,
    /** Is signed by an attacker whose certificate is linked in the header. */
    USERINFO_JWT_X5U_HEADER,
    /** Has a critical header that nobody understands (RFC 7515 §4.1.11). */
    USERINFO_JWT_UNKNOWN_CRIT,
    /** Has the header member {@code alg} twice. */
    USERINFO_JWT_DUPLICATE_HEADER,
    /** Has the claim {@code sub} twice. */
    USERINFO_JWT_DUPLICATE_CLAIMS,
    /** Has a good signature of a published key by another algorithm than the registered one. */
    USERINFO_JWT_OTHER_ALGORITHM,
    /** Answers JSON though the client registered for a signed response. */
    USERINFO_JSON_NOT_JWT,
    /** Answers a signed response though the client did not register for it. */
    USERINFO_JWT_NOT_JSON,

    // Tokens and keys: aggregated claims, for users that have some (OpenID Connect Core §5.6.2).
    /** Has a signature with one bit changed. */
    AGGREGATED_BAD_SIGNATURE,
    /** Has {@code alg} none and no signature. */
    AGGREGATED_ALG_NONE,
    /** Names another issuer. */
    AGGREGATED_OTHER_ISSUER,
    /** Is about another user. */
    AGGREGATED_OTHER_SUBJECT,
    /** Says that the claims are from a source that is not there. */
    CLAIM_SOURCE_MISSING,

    // Tokens and keys: WebFinger.
    /** Answers 500. */
    WEBFINGER_DOWN,
    /** Never answers, until the provider is closed. */
    WEBFINGER_SLOW,
    /** Answers 200 with a page instead of JSON. */
    WEBFINGER_NOT_JSON,
    /** Answers with 64 MiB. */
    WEBFINGER_HUGE,
    /** Closes the connection in the middle of the body. */
    WEBFINGER_HALF_BODY,
    /** Answers with JSON that has {@code links} twice. */
    WEBFINGER_DUPLICATE_MEMBER,
    /** Redirects to this provider's own ELSEWHERE at 127.0.0.1. */
    WEBFINGER_REDIRECT_TO_PRIVATE,
    /** Answers about somebody else. */
    WEBFINGER_WRONG_SUBJECT,
    /** Links to something else only. */
    WEBFINGER_NO_ISSUER_LINK,
    /** Links to another issuer. */
    WEBFINGER_OTHER_ISSUER,
    /** Links to another issuer before the right one. */
    WEBFINGER_TWO_ISSUERS,
    /** Links to an address that only cloud machines have, {@code http://169.254.169.254/}. */
    WEBFINGER_ISSUER_HTTP_ELSEWHERE,
    /** Links to a number. */
    WEBFINGER_ISSUER_NOT_TEXT,

    // APIs: introspection. What lies about form and signature of ID tokens holds for access tokens that are JWTs too.
    /** Answers 500. */
    INTROSPECTION_DOWN,
    /** Never answers, until the provider is closed. */
    INTROSPECTION_SLOW,
    /** Answers 200 with a page instead of JSON. */
    INTROSPECTION_HTML,
    /** Answers with 64 MiB. */
    INTROSPECTION_HUGE,
    /** Redirects elsewhere. */
    INTROSPECTION_REDIRECT,
    /** Answers 401 {@code invalid_client}. */
    INTROSPECTION_UNAUTHORIZED,
    /** Answers 400 {@code unsupported_token_type}, as some providers do to JWTs. */
    INTROSPECTION_UNSUPPORTED_TYPE,
    /** Says {@code active} as text. */
    INTROSPECTION_ACTIVE_TEXT,
    /** Leaves {@code active} out. */
    INTROSPECTION_ACTIVE_MISSING,
    /** Names another issuer. */
    INTROSPECTION_OTHER_ISSUER,
    /** Names another service as audience. */
    INTROSPECTION_OTHER_AUDIENCE,
    /** Leaves {@code aud} out. */
    INTROSPECTION_NO_AUDIENCE,
    /** Leaves {@code iss} out, which is not wrong. */
    INTROSPECTION_NO_ISSUER,
    /** Leaves {@code exp} out, which is not wrong. */
    INTROSPECTION_NO_EXPIRY,
    /** Says that the token is active, and expired an hour ago. */
    INTROSPECTION_EXPIRED,
    /** Says that the token is active, and may not be used before one hour has passed. */
    INTROSPECTION_NOT_YET_VALID,
    /** Says that the token is of the type {@code mac}. */
    INTROSPECTION_TYPE_MAC,
    /** Has a signature with one bit changed. */
    INTROSPECTION_JWT_BAD_SIGNATURE,
    /** Has {@code alg} none and no signature. */
    INTROSPECTION_JWT_ALG_NONE,
    /** Names another issuer around the answer. */
    INTROSPECTION_JWT_OTHER_ISSUER,
    /** Is meant for another client. */
    INTROSPECTION_JWT_OTHER_AUDIENCE,
    /** Has {@code typ} JWT. */
    INTROSPECTION_JWT_OTHER_TYPE,
    /** Was made an hour ago. */
    INTROSPECTION_JWT_OLD,
    /** Has no {@code token_introspection}. */
    INTROSPECTION_JWT_EMPTY,
    /** Answers JSON though a JWT was asked for. */
    INTROSPECTION_JSON_NOT_JWT,
    /** Answers a JWT though JSON was asked for. */
    INTROSPECTION_JWT_NOT_JSON,

    // Ways out: logout tokens. What lies about the form and signature of ID tokens holds for logout tokens too.
    /** Names another issuer. */
    LOGOUT_TOKEN_WRONG_ISSUER,
    /** Is meant for another client. */
    LOGOUT_TOKEN_WRONG_AUDIENCE,
    /** Leaves {@code iat} out. */
    LOGOUT_TOKEN_NO_IAT,
    /** Was issued ten minutes ago. */
    LOGOUT_TOKEN_OLD,
    /** Was issued in ten minutes. */
    LOGOUT_TOKEN_FROM_THE_FUTURE,
    /** Expired ten minutes ago. */
    LOGOUT_TOKEN_EXPIRED,
    /** Leaves {@code exp} out, which is not wrong. */
    LOGOUT_TOKEN_NO_EXP,
    /** Leaves {@code jti} out. */
    LOGOUT_TOKEN_NO_JTI,
    /** Leaves {@code events} out. */
    LOGOUT_TOKEN_NO_EVENTS,
    /** Has another event. */
    LOGOUT_TOKEN_WRONG_EVENTS,
    /** Has a list of events instead of an object. */
    LOGOUT_TOKEN_EVENTS_AS_LIST,
    /** Has an event whose value is text instead of an object. */
    LOGOUT_TOKEN_EVENT_NOT_AN_OBJECT,
    /** Has a {@code nonce}. */
    LOGOUT_TOKEN_WITH_NONCE,
    /** Has neither {@code sid} nor {@code sub}. */
    LOGOUT_TOKEN_FOR_NOBODY,
    /** Has a {@code sid} that is a number. */
    LOGOUT_TOKEN_SID_NOT_TEXT,
    /** Has {@code typ} JWT. */
    LOGOUT_TOKEN_TYP_JWT,
    /** Has no {@code typ}, which is not wrong. */
    LOGOUT_TOKEN_NO_TYP,

    // Ways out: the frames of the sign-out page.
    /** Has frames with the {@code iss} of somebody else. */
    FRONTCHANNEL_LOGOUT_WRONG_ISS,
    /** Has frames with the {@code sid} of somebody else. */
    FRONTCHANNEL_LOGOUT_WRONG_SID,
    /** Has frames with neither {@code iss} nor {@code sid}. */
    FRONTCHANNEL_LOGOUT_BARE,
    /** Has frames with {@code iss} alone. */
    FRONTCHANNEL_LOGOUT_ISS_ALONE,

    // Ways out: the session at the provider.
    /** Names no {@code check_session_iframe}. */
    NO_CHECK_SESSION_IFRAME,
    /** Leaves {@code session_state} out of authorization responses. */
    SESSION_STATE_MISSING,
    /** Sends {@code session_state} twice. */
    DUPLICATE_SESSION_STATE,
    /** Has its frame say {@code changed} to every question. */
    CHECK_SESSION_CHANGED,
    /** Has its frame say {@code error} to every question. */
    CHECK_SESSION_ERROR,
    /** Answers {@code prompt=none} with {@code interaction_required}. */
    SILENT_INTERACTION_REQUIRED,
    /** Answers {@code prompt=none} with {@code consent_required}. */
    SILENT_CONSENT_REQUIRED,
    /** Answers {@code prompt=none} with {@code account_selection_required}. */
    SILENT_ACCOUNT_SELECTION_REQUIRED,
    /** Answers {@code prompt=none} with {@code temporarily_unavailable}. */
    SILENT_UNAVAILABLE,

    // Ways out: revocation.
    /** Names no revocation endpoint. */
    NO_REVOCATION_ENDPOINT,
    /** Answers 503. */
    REVOCATION_DOWN,
    /** Never answers, until the provider is closed. */
    REVOCATION_SLOW,
    /** Answers 400 {@code unsupported_token_type}. */
    REVOCATION_REFUSED
}
