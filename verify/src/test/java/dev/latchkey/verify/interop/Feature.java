package dev.latchkey.verify.interop;

import static dev.latchkey.config.ClientAuthentication.clientSecretBasic;
import static dev.latchkey.config.ClientAuthentication.clientSecretJwt;
import static dev.latchkey.config.ClientAuthentication.clientSecretPost;
import static dev.latchkey.config.ClientAuthentication.none;
import static dev.latchkey.config.ClientAuthentication.privateKeyJwt;
import static dev.latchkey.config.ResponseMode.FORM_POST;
import static dev.latchkey.config.ResponseMode.FRAGMENT;
import static dev.latchkey.config.ResponseMode.QUERY;
import static dev.latchkey.config.ResponseType.CODE;
import static dev.latchkey.config.ResponseType.CODE_ID_TOKEN;
import static dev.latchkey.config.ResponseType.CODE_ID_TOKEN_TOKEN;
import static dev.latchkey.config.ResponseType.CODE_TOKEN;
import static dev.latchkey.config.ResponseType.ID_TOKEN;
import static dev.latchkey.config.ResponseType.ID_TOKEN_TOKEN;

import java.io.IOException;

/** What is tried with every real provider that has it: the rows of {@code docs/interop.md}, in their order. */
enum Feature {
    SIGN_IN_AND_OUT("Sign in, come back, sign out at the provider", Sessions::signInAndOut),
    REFUSAL("The user refuses", Responses.refusal(QUERY)),
    REFUSAL_FORM_POST("The user refuses, `form_post`", Responses.refusal(FORM_POST)),

    CODE_QUERY("`code`, `query`", Responses.of(CODE, QUERY)),
    CODE_FRAGMENT("`code`, `fragment`", Responses.of(CODE, FRAGMENT)),
    CODE_FORM_POST("`code`, `form_post`", Responses.of(CODE, FORM_POST)),
    ID_TOKEN_FRAGMENT("`id_token`, `fragment`", Responses.of(ID_TOKEN, FRAGMENT)),
    ID_TOKEN_FORM_POST("`id_token`, `form_post`", Responses.of(ID_TOKEN, FORM_POST)),
    ID_TOKEN_TOKEN_FRAGMENT("`id_token token`, `fragment`", Responses.of(ID_TOKEN_TOKEN, FRAGMENT)),
    ID_TOKEN_TOKEN_FORM_POST("`id_token token`, `form_post`", Responses.of(ID_TOKEN_TOKEN, FORM_POST)),
    CODE_ID_TOKEN_FRAGMENT("`code id_token`, `fragment`", Responses.of(CODE_ID_TOKEN, FRAGMENT)),
    CODE_ID_TOKEN_FORM_POST("`code id_token`, `form_post`", Responses.of(CODE_ID_TOKEN, FORM_POST)),
    CODE_TOKEN_FRAGMENT("`code token`, `fragment`", Responses.of(CODE_TOKEN, FRAGMENT)),
    CODE_TOKEN_FORM_POST("`code token`, `form_post`", Responses.of(CODE_TOKEN, FORM_POST)),
    CODE_ID_TOKEN_TOKEN_FRAGMENT("`code id_token token`, `fragment`", Responses.of(CODE_ID_TOKEN_TOKEN, FRAGMENT)),
    CODE_ID_TOKEN_TOKEN_FORM_POST("`code id_token token`, `form_post`", Responses.of(CODE_ID_TOKEN_TOKEN, FORM_POST)),

    BASIC("`client_secret_basic`", Authentications.with(clientSecretBasic())),
    BASIC_SPECIAL(
            "`client_secret_basic`, id and secret with `:%&+/` and blanks",
            Authentications.as(TestClient.SPECIAL, clientSecretBasic())),
    POST("`client_secret_post`", Authentications.with(clientSecretPost())),
    POST_SPECIAL(
            "`client_secret_post`, secret with `:%&+/` and blanks",
            Authentications.as(TestClient.POST, clientSecretPost())),
    SECRET_JWT("`client_secret_jwt`, HS256", Authentications.with(clientSecretJwt())),
    PRIVATE_KEY_JWT_RS256("`private_key_jwt`, RS256", Authentications.with(privateKeyJwt())),
    PRIVATE_KEY_JWT_PS256("`private_key_jwt`, PS256", Authentications.with(privateKeyJwt("PS256"))),
    PRIVATE_KEY_JWT_ES256("`private_key_jwt`, ES256", Authentications.with(privateKeyJwt("ES256"))),
    PRIVATE_KEY_JWT_EDDSA("`private_key_jwt`, EdDSA", Authentications.with(privateKeyJwt("EdDSA"))),
    KEYS_BY_REFERENCE("The provider fetches our `jwks_uri`", Authentications::keysByReference),
    NO_SECRET("`none`: PKCE alone", Authentications.as(TestClient.PUBLIC, none())),

    REQUEST_RS256("Request object by value, RS256", Requests.byValue("RS256")),
    REQUEST_PS256("Request object by value, PS256", Requests.byValue("PS256")),
    REQUEST_ES256("Request object by value, ES256", Requests.byValue("ES256")),
    REQUEST_EDDSA("Request object by value, EdDSA", Requests.byValue("EdDSA")),
    REQUEST_UNSIGNED("Request object by value, unsigned", Requests.byValue("none")),
    REQUEST_URI_RS256("Request object by reference, RS256", Requests.byReference("RS256")),
    REQUEST_URI_UNSIGNED("Request object by reference, unsigned", Requests.byReference("none")),

    ID_TOKEN_RS512("ID token, RS512", Protections.idTokenSigned("RS512")),
    ID_TOKEN_PS256("ID token, PS256", Protections.idTokenSigned("PS256")),
    ID_TOKEN_ES256("ID token, ES256", Protections.idTokenSigned("ES256")),
    ID_TOKEN_EDDSA("ID token, EdDSA", Protections.idTokenSigned("EdDSA")),
    ID_TOKEN_HS256("ID token, HS256 with the client secret", Protections.idTokenSigned("HS256")),
    ID_TOKEN_RSA_OAEP(
            "ID token, encrypted: RSA-OAEP-256, A256GCM", Protections.idTokenEncrypted("RSA-OAEP-256", "A256GCM")),
    ID_TOKEN_RSA_OAEP_CBC(
            "ID token, encrypted: RSA-OAEP-256, A128CBC-HS256",
            Protections.idTokenEncrypted("RSA-OAEP-256", "A128CBC-HS256")),
    ID_TOKEN_ECDH_ES("ID token, encrypted: ECDH-ES, A128GCM", Protections.idTokenEncrypted("ECDH-ES", "A128GCM")),
    ID_TOKEN_ECDH_ES_KW(
            "ID token, encrypted: ECDH-ES+A256KW, A256CBC-HS512",
            Protections.idTokenEncrypted("ECDH-ES+A256KW", "A256CBC-HS512")),

    USERINFO_POST("UserInfo, access token in the body", Requests::userInfoByPost),
    USERINFO_RS256("UserInfo, RS256", Protections.userInfoSigned("RS256")),
    USERINFO_ES256("UserInfo, ES256", Protections.userInfoSigned("ES256")),
    USERINFO_RSA_OAEP(
            "UserInfo, RS256, encrypted: RSA-OAEP-256, A256GCM",
            Protections.userInfoEncrypted("RSA-OAEP-256", "A256GCM")),
    USERINFO_ECDH_ES_KW(
            "UserInfo, RS256, encrypted: ECDH-ES+A128KW, A128CBC-HS256",
            Protections.userInfoEncrypted("ECDH-ES+A128KW", "A128CBC-HS256")),

    MAX_AGE("`max_age`: `auth_time` comes and is checked", Requests::maxAge),
    MAX_AGE_OVER("`max_age=0`: the user signs in again", Requests::maxAgeIsOver),
    PROMPT_LOGIN("`prompt=login`: `auth_time` comes and is checked", Requests::promptLoginIsChecked),
    PROMPT_LOGIN_AGAIN("`prompt=login`: the user signs in again", Requests::promptLogin),
    PROMPT_NONE("`prompt=none`, with and without a session there", Requests::promptNone),
    ID_TOKEN_HINT("`id_token_hint`", Requests::idTokenHint),
    HINTS("`login_hint`, `ui_locales`, a free parameter", Requests::hints),
    ACR("`acr_values` met", Requests::acrMet),
    ACR_NOT_MET("`acr_values` not met: we refuse", Requests::acrNotMet),
    CLAIMS("`claims`: an essential claim comes", Requests::claims),
    CLAIMS_MISSING("`claims`: an essential claim is missing, we refuse", Requests::essentialClaimMissing),
    RESOURCE("`resource`: the access token is for it", Requests::resource),
    THIRD_PARTY_LOGIN("Login that a third party starts, POST", Requests::thirdPartyLogin),

    REGISTRATION("Open registration", Registrations::open),
    REGISTRATION_AHEAD("Discovery and registration ahead of the first login", Registrations::aheadOfTheFirstLogin),
    REGISTRATION_TOKEN("Registration with an initial access token", Registrations::withInitialAccessToken),
    REGISTRATION_MEMBERS("Registration with contacts, URIs, `default_max_age` …", Registrations::moreMembers),

    REFRESH("Refresh with rotation, again and again", Sessions::refreshWithRotation),
    REFRESH_ON_DEMAND("Refresh on demand", Sessions::refreshOnDemand);

    private final String title;
    private final Scenario scenario;

    Feature(String title, Scenario scenario) {
        this.title = title;
        this.scenario = scenario;
    }

    /** The first cell of its row. */
    String title() {
        return title;
    }

    /** Tries it. */
    void tryWith(RealProvider provider) throws IOException {
        try (Journey journey = Journey.to(provider)) {
            scenario.play(journey);
        }
    }
}
