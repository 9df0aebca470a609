package dev.latchkey.verify.interop;

import static dev.latchkey.config.ResponseMode.FORM_POST;
import static dev.latchkey.config.ResponseMode.FRAGMENT;
import static dev.latchkey.config.ResponseMode.QUERY;
import static dev.latchkey.config.ResponseType.CODE;
import static dev.latchkey.config.ResponseType.CODE_ID_TOKEN;
import static dev.latchkey.config.ResponseType.CODE_ID_TOKEN_TOKEN;
import static dev.latchkey.config.ResponseType.CODE_TOKEN;
import static dev.latchkey.config.ResponseType.ID_TOKEN;
import static dev.latchkey.config.ResponseType.ID_TOKEN_TOKEN;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.RequestObject;

/**
 * What a provider can offer, and what shows that it works with Latchkey. Each is a row of {@code
 * docs/interoperability.md}.
 */
@SuppressWarnings("ImmutableEnumChecker") // Scenarios have no state.
enum Feature {
    SIGN_OUT("sign-in, and sign-out at the provider too", Visits::sign_in_and_out),
    REFUSAL("a refusal by the user shows the error view", Visits::refusal_shows_the_error_view),
    BACK_CHANNEL("back-channel logout ends the sessions of other applications", WaysOut::back_channel),
    SILENT_CHECK("a silent check finds out who is still signed in", WaysOut::silent_check),
    REVOCATION("tokens are revoked at sign-out", WaysOut::tokens_are_revoked),

    CODE_QUERY("`code` by `query`", WaysIn.by(CODE, QUERY)),
    CODE_FRAGMENT("`code` by `fragment`", WaysIn.by(CODE, FRAGMENT)),
    CODE_FORM_POST("`code` by `form_post`", WaysIn.by(CODE, FORM_POST)),
    ID_TOKEN_FRAGMENT("`id_token` by `fragment`", WaysIn.by(ID_TOKEN, FRAGMENT)),
    ID_TOKEN_FORM_POST("`id_token` by `form_post`", WaysIn.by(ID_TOKEN, FORM_POST)),
    ID_TOKEN_TOKEN_FRAGMENT("`id_token token` by `fragment`", WaysIn.by(ID_TOKEN_TOKEN, FRAGMENT)),
    ID_TOKEN_TOKEN_FORM_POST("`id_token token` by `form_post`", WaysIn.by(ID_TOKEN_TOKEN, FORM_POST)),
    CODE_ID_TOKEN_FRAGMENT("`code id_token` by `fragment`", WaysIn.by(CODE_ID_TOKEN, FRAGMENT)),
    CODE_ID_TOKEN_FORM_POST("`code id_token` by `form_post`", WaysIn.by(CODE_ID_TOKEN, FORM_POST)),
    CODE_TOKEN_FRAGMENT("`code token` by `fragment`", WaysIn.by(CODE_TOKEN, FRAGMENT)),
    CODE_TOKEN_FORM_POST("`code token` by `form_post`", WaysIn.by(CODE_TOKEN, FORM_POST)),
    CODE_ID_TOKEN_TOKEN_FRAGMENT("`code id_token token` by `fragment`", WaysIn.by(CODE_ID_TOKEN_TOKEN, FRAGMENT)),
    CODE_ID_TOKEN_TOKEN_FORM_POST("`code id_token token` by `form_post`", WaysIn.by(CODE_ID_TOKEN_TOKEN, FORM_POST)),

    BASIC("`client_secret_basic`, special characters in id and secret", Clients::special_secret_in_the_basic_header),
    POST("`client_secret_post`, special characters in the secret", Clients::special_secret_in_the_body),
    SECRET_JWT_HS256("`client_secret_jwt` HS256", Clients.by(ClientAuthentication.clientSecretJwt("HS256"))),
    SECRET_JWT_HS512("`client_secret_jwt` HS512", Clients.by(ClientAuthentication.clientSecretJwt("HS512"))),
    PRIVATE_KEY_JWT_RS256("`private_key_jwt` RS256", Clients.by(ClientAuthentication.privateKeyJwt("RS256"))),
    PRIVATE_KEY_JWT_PS256("`private_key_jwt` PS256", Clients.by(ClientAuthentication.privateKeyJwt("PS256"))),
    PRIVATE_KEY_JWT_ES256("`private_key_jwt` ES256", Clients.by(ClientAuthentication.privateKeyJwt("ES256"))),
    PRIVATE_KEY_JWT_EDDSA("`private_key_jwt` EdDSA", Clients.by(ClientAuthentication.privateKeyJwt("EdDSA"))),
    NONE("`none`, PKCE alone", Clients::public_client),

    REQUEST_NONE("request object by value, unsigned", WaysIn.by(RequestObject.byValue("none"))),
    REQUEST_RS256("request object by value, RS256", WaysIn.by(RequestObject.byValue("RS256"))),
    REQUEST_PS256("request object by value, PS256", WaysIn.by(RequestObject.byValue("PS256"))),
    REQUEST_ES256("request object by value, ES256", WaysIn.by(RequestObject.byValue("ES256"))),
    REQUEST_EDDSA("request object by value, EdDSA", WaysIn.by(RequestObject.byValue("EdDSA"))),
    REQUEST_URI_NONE("request object by reference, unsigned", WaysIn.by(RequestObject.byReference("none"))),
    REQUEST_URI_RS256("request object by reference, RS256", WaysIn.by(RequestObject.byReference("RS256"))),
    REQUEST_URI_ES256("request object by reference, ES256", WaysIn.by(RequestObject.byReference("ES256"))),

    ID_TOKEN_RS256("ID token signed RS256", ProtectedTokens.idToken("RS256")),
    ID_TOKEN_RS384("ID token signed RS384", ProtectedTokens.idToken("RS384")),
    ID_TOKEN_RS512("ID token signed RS512", ProtectedTokens.idToken("RS512")),
    ID_TOKEN_PS256("ID token signed PS256", ProtectedTokens.idToken("PS256")),
    ID_TOKEN_PS384("ID token signed PS384", ProtectedTokens.idToken("PS384")),
    ID_TOKEN_PS512("ID token signed PS512", ProtectedTokens.idToken("PS512")),
    ID_TOKEN_ES256("ID token signed ES256", ProtectedTokens.idToken("ES256")),
    ID_TOKEN_ES384("ID token signed ES384", ProtectedTokens.idToken("ES384")),
    ID_TOKEN_ES512("ID token signed ES512", ProtectedTokens.idToken("ES512")),
    ID_TOKEN_EDDSA("ID token signed EdDSA", ProtectedTokens.idToken("EdDSA")),
    ID_TOKEN_HS256("ID token signed HS256", ProtectedTokens.idToken("HS256")),

    JWE_RSA_A128GCM("ID token encrypted RSA-OAEP-256, A128GCM", ProtectedTokens.idToken("RSA-OAEP-256", "A128GCM")),
    JWE_RSA_A256GCM("ID token encrypted RSA-OAEP-256, A256GCM", ProtectedTokens.idToken("RSA-OAEP-256", "A256GCM")),
    JWE_RSA_A128CBC(
            "ID token encrypted RSA-OAEP-256, A128CBC-HS256", ProtectedTokens.idToken("RSA-OAEP-256", "A128CBC-HS256")),
    JWE_RSA_A256CBC(
            "ID token encrypted RSA-OAEP-256, A256CBC-HS512", ProtectedTokens.idToken("RSA-OAEP-256", "A256CBC-HS512")),
    JWE_ECDH_A256GCM("ID token encrypted ECDH-ES, A256GCM", ProtectedTokens.idToken("ECDH-ES", "A256GCM")),
    JWE_ECDH_A128CBC("ID token encrypted ECDH-ES, A128CBC-HS256", ProtectedTokens.idToken("ECDH-ES", "A128CBC-HS256")),
    JWE_ECDH_A128KW("ID token encrypted ECDH-ES+A128KW, A128GCM", ProtectedTokens.idToken("ECDH-ES+A128KW", "A128GCM")),
    JWE_ECDH_A192KW("ID token encrypted ECDH-ES+A192KW, A192GCM", ProtectedTokens.idToken("ECDH-ES+A192KW", "A192GCM")),
    JWE_ECDH_A256KW(
            "ID token encrypted ECDH-ES+A256KW, A256CBC-HS512",
            ProtectedTokens.idToken("ECDH-ES+A256KW", "A256CBC-HS512")),
    JWE_HYBRID("`code id_token` with encrypted ID tokens", ProtectedTokens::encrypted_in_front_and_back),

    USERINFO_BODY("UserInfo by POST, access token in the body", ProtectedTokens::access_token_in_the_body),
    USERINFO_RS256("UserInfo signed RS256", ProtectedTokens.userInfo("RS256")),
    USERINFO_ES256("UserInfo signed ES256", ProtectedTokens.userInfo("ES256")),
    USERINFO_RSA("UserInfo encrypted RSA-OAEP-256, A256GCM", ProtectedTokens.userInfo("RSA-OAEP-256", "A256GCM")),
    USERINFO_ECDH(
            "UserInfo encrypted ECDH-ES+A256KW, A128CBC-HS256",
            ProtectedTokens.userInfo("ECDH-ES+A256KW", "A128CBC-HS256")),

    MAX_AGE("`max_age`, answered by `auth_time`", Asking::max_age),
    PROMPT_LOGIN("`prompt=login` asks again", Asking::prompt_login),
    PROMPT_NONE("`prompt=none` asks nothing", Asking::prompt_none),
    PROMPT_NONE_REFUSED("`prompt=none` of a stranger is `login_required`", Asking::prompt_none_of_a_stranger),
    ACR_VALUES("`acr_values`, answered by `acr`", Asking::acr_values),
    CLAIMS_ID_TOKEN("`claims`: essential in the ID token", Asking::essential_claim_in_the_id_token),
    CLAIMS_USERINFO("`claims`: essential in UserInfo", Asking::essential_claim_in_user_info),
    LOGIN_HINT("`login_hint` is filled in", Asking::login_hint),
    ID_TOKEN_HINT("`id_token_hint`", Asking::id_token_hint),

    OPEN_REGISTRATION("registration, open to anybody", Clients::registers_itself),
    INITIAL_ACCESS_TOKEN("registration with an initial access token", Clients::registers_with_an_initial_access_token),
    KEYS_BY_VALUE("registration with keys by value, `jwks`", Clients::registers_keys_by_value),
    KEYS_BY_REFERENCE("registration with keys by reference, `jwks_uri`", Clients::registers_keys_by_reference),

    REFRESH("access token renewed again and again", Refreshing::again_and_again),
    ROTATION("rotation: a used refresh token is refused", Refreshing::used_refresh_token_is_refused),

    ACCESS_TOKEN("access token that is a JWT opens its API, and no other", Apis::access_token_is_checked_here),
    INTROSPECTION("introspection: so does a token that is asked about, until it is revoked", Apis::introspected),
    SIGNED_INTROSPECTION("introspection, answered by a signed JWT", Apis::introspected_by_signed_answers),
    CLIENT_CREDENTIALS("client credentials: the application's own token opens an API", Apis::client_credentials),
    ROLES("roles at `realm_access.roles`, of users and of callers", Apis::roles);

    private final String words;
    private final Scenario scenario;

    Feature(String words, Scenario scenario) {
        this.words = words;
        this.scenario = scenario;
    }

    /** What shows that it works. */
    Scenario scenario() {
        return scenario;
    }

    /** As the table says it. */
    @Override
    public String toString() {
        return words;
    }
}
