package dev.latchkey.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration that makes no sense is answered with the reason, and the one before it stays. */
class MalformedConfigurationTest {
    private static final Suite SUITE = Suite.start();
    private static final int MEGABYTE = 1024 * 1024;

    @AfterAll
    static void stop() {
        SUITE.close();
    }

    private static void assertRefused(String configuration, String reason) throws Exception {
        SUITE.configure("https://before.example.com", Map.of("client", Map.of("client_id", "a")));
        HttpResponse<String> answer = SUITE.control("configure", configuration);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Json.text(Json.parse(answer.body()), "error")).contains(reason);
        assertThat(SUITE.isUp()).isTrue();
        assertThat(SUITE.get(SUITE.address("jwks_uri")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                              | it ends too early
            no JSON                                         | neither a text
            []                                              | The configuration is not an object
            7                                               | The configuration is not an object
            null                                            | The configuration is not an object
            "text"                                          | The configuration is not an object
            {                                               | it ends too early
            {"issuer"                                       | it ends too early
            {"issuer":                                      | it ends too early
            {"issuer":"https://idp.example.com"             | it ends too early
            {"issuer":"https://idp.example.com"}}           | more follows
            {"issuer":"https://idp.example.com",}           | '"' is expected
            {"issuer" "https://idp.example.com"}            | ':' is expected
            {issuer:"https://idp.example.com"}              | '"' is expected
            {'issuer':"https://idp.example.com"}            | '"' is expected
            {"issuer":"https://idp.example.com\\x"}         | an unknown escape
            {"issuer":"https://idp.example.com\\u12"}       | an unknown escape
            {"issuer":01}                                   | '}' is expected
            {"issuer":NaN}                                  | not a value
            {"issuer":"a","issuer":"b"}                     | issuer appears twice
            {"issuer":"a","x":{"y":1,"y":2}}                | y appears twice
            {"issuer":"a","x":[{"y":1,"y":2}]}              | y appears twice
            {}                                              | One of issuer and webfinger_resource
            {"issuer":null}                                 | One of issuer and webfinger_resource
            {"issuer":7}                                    | issuer is not a text
            {"issuer":["https://idp.example.com"]}          | issuer is not a text
            {"issuer":{}}                                   | issuer is not a text
            {"issuer":true}                                 | issuer is not a text
            {"issuer":""}                                   | 'issuer' is not a URL
            {"issuer":"not a URL"}                          | 'issuer' is not a URL
            {"issuer":"https://idp.example.com#x"}          | 'issuer' is not a URL
            {"webfinger_resource":7}                        | webfinger_resource is not a text
            {"webfinger_resource":""}                       | is not a resource
            {"webfinger_resource":"mailto:x"}               | mailto:x is not a resource
            {"webfinger_resource":"acct:nobody"}            | acct:nobody is not a resource
            {"webfinger_resource":"acct:nobody@"}           | acct:nobody@ is not a resource
            {"webfinger_resource":"acct:@example.com"}      | is not a resource
            {"webfinger_resource":"acct:a@b c"}             | WebFinger
            {"webfinger_resource":"https://"}               | is not a resource
            {"webfinger_resource":"https://a b/"}           | is not a resource
            """)
    void a_text_that_is_no_configuration(String configuration, String reason) throws Exception {
        assertRefused(configuration, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "metadata":7                                                | metadata is not an object
            "metadata":[]                                               | metadata is not an object
            "metadata":{"issuer":7}                                     | metadata.issuer is not a text
            "metadata":{"issuer":"x"}                                   | 'issuer' is not a URL
            "metadata":{"token_endpoint":[]}                            | metadata.token_endpoint is not a text
            "metadata":{"jwks_uri":7}                                   | metadata.jwks_uri is not a text
            "metadata":{"response_types_supported":"code"}              | response_types_supported is not a list
            "client":7                                                  | client is not an object
            "client":"client1"                                          | client is not an object
            "client":{}                                                 | 'clientId' is blank
            "client":{"client_id":7}                                    | client_id is not a text
            "client":{"client_id":"a","client_secret":7}                | client_secret is not a text
            "client":{"client_id":"a","client_secret":""}               | 'clientSecret' is blank
            "client":{"client_id":"a","id_token_signed_response_alg":7} | id_token_signed_response_alg is not a text
            "client":{"client_id":"a","token_endpoint_auth_method":[]}  | token_endpoint_auth_method is not a text
            "registration":7                                            | registration is not an object
            "registration":{"initial_access_token":7}                   | initial_access_token is not a text
            "registration":{"initial_access_token":"a b"}               | 'initialAccessToken'
            "registration":{"client_name":null}                         | registration.client_name is null
            "registration":{"id_token_signed_response_alg":"none"}      | 'idTokenSigningAlgorithm'
            "registration":{"userinfo_signed_response_alg":{}}          | userinfo_signed_response_alg is not a text
            "registration":{"userinfo_encrypted_response_alg":"ECDH-ES"} | 'userInfoEncryption'
            "response_type":7                                           | response_type is not a text
            "response_type":["code"]                                    | response_type is not a text
            "response_type":""                                          | 'responseType'
            "response_type":"everything"                                | 'responseType'
            "response_mode":{}                                          | response_mode is not a text
            "response_mode":"pigeon"                                    | response_mode is pigeon
            "response_type":"id_token","response_mode":"query"          | 'responseMode'
            "client_auth":7                                             | client_auth is not a text
            "client_auth":"tls_client_auth"                             | client_auth is tls_client_auth
            "client_auth":"self_signed_tls_client_auth"                 | client_auth is self_signed_tls_client_auth
            "client_auth":"password"                                    | client_auth is password
            "request":[]                                                | request is not a text
            "request":"par"                                             | request is par
            "request":"object","request_object_alg":7                   | request_object_alg is not a text
            "request":"object","request_object_alg":"HS1"               | 'requestObject'
            "id_token_alg":7                                            | id_token_alg is not a text
            "id_token_alg":"none"                                       | 'idTokenSigningAlgorithm'
            "id_token_encrypted":"RSA-OAEP-256"                         | id_token_encrypted is not an object
            "id_token_encrypted":{}                                     | id_token_encrypted has no alg
            "id_token_encrypted":{"alg":7}                              | alg is not a text
            "id_token_encrypted":{"alg":"RSA1_5"}                       | 'encryption'
            "id_token_encrypted":{"alg":"ECDH-ES","enc":[]}             | enc is not a text
            "userinfo_signed":true                                      | userinfo_signed is not a text
            "userinfo_signed":"none"                                    | 'userInfoSigningAlgorithm'
            "userinfo":7                                                | userinfo is not a text
            "userinfo":"sometimes"                                      | userinfo is sometimes
            "userinfo_method":[]                                        | userinfo_method is not a text
            "userinfo_method":"query"                                   | userinfo_method is query
            "scope":7                                                   | scope is not a text
            "scope":[]                                                  | scope is not a text
            "scope":""                                                  | 'scopes'
            "claims":7                                                  | claims is not an object
            "claims":{"userinfo":null}                                  | claims.userinfo is not an object
            "claims":{"userinfo":[]}                                    | claims.userinfo is not an object
            "claims":{"userinfo":{"email":7}}                           | claims.userinfo.email is not an object
            "claims":{"id_token":{"acr":{"values":"a"}}}                | claims.id_token.acr.values is not a list
            "claims":{"id_token":{"acr":{"values":null}}}               | claims.id_token.acr.values is not a list
            "claims":{"id_token":{"acr":{"values":[null]}}}             | claims.id_token.acr.values is not a list
            "claims":{"id_token":{"acr":{"essential":"yes"}}}           | claims.id_token.acr.essential is neither
            "authorization_parameters":7                                | authorization_parameters is not an object
            "authorization_parameters":{"":"a"}                         | a name that is blank
            "authorization_parameters":{"audience":null}                | has a null
            "authorization_parameters":{"audience":["a"]}               | audience is not a text, a number
            "authorization_parameters":{"audience":{}}                  | audience is not a text, a number
            "authorization_parameters":{"state":"a"}                    | reserved parameter 'state'
            "authorization_parameters":{"request_uri":"a"}              | reserved parameter 'request_uri'
            "authorization_parameters":{"max_age":"soon"}               | max_age is not a number of seconds
            "authorization_parameters":{"max_age":-1}                   | max_age is not a number of seconds
            "authorization_parameters":{"max_age":1.5}                  | max_age is not a number of seconds
            "authorization_parameters":{"max_age":99999999999999999999} | max_age is not a number of seconds
            "authorization_parameters":{"acr_values":7}                 | acr_values is not a text
            "authorization_parameters":{"acr_values":[7]}               | acr_values is not a text
            "authorization_parameters":{"prompt":"none login"}          | 'prompt'
            "authorization_parameters":{"prompt":{}}                    | prompt is not a text
            "authorization_parameters":{"login_hint":7}                 | login_hint is not a text
            "authorization_parameters":{"ui_locales":false}             | ui_locales is not a text
            "authorization_parameters":{"id_token_hint":[]}             | id_token_hint is not a text
            "authorization_parameters":{"id_token_hint":"a.b.c"}        | 'idTokenHint'
            "authorization_parameters":{"resource":[null]}              | resource is not a text
            "authorization_parameters":{"scope":7}                      | scope is not a text
            "authorization_parameters":{"claims":"{}"}                  | claims is not an object
            """)
    void a_member_that_is_malformed(String members, String reason) throws Exception {
        assertRefused("{\"issuer\":\"https://idp.example.com\"," + members + "}", reason);
    }

    @Test
    void nesting_without_end() throws Exception {
        assertRefused("[".repeat(100_000), "deeper than 32 levels");
        assertRefused("{\"a\":".repeat(100_000), "deeper than 32 levels");
    }

    @Test
    void a_text_that_is_too_large() throws Exception {
        String blanks = " ".repeat(MEGABYTE);

        assertRefused("{}" + blanks, "larger than 1048576 bytes");
        assertRefused("{}" + blanks.repeat(12), "larger than 1048576 bytes");
        assertRefused(blanks, "it ends too early");
    }

    @Test
    void another_method_than_post() throws Exception {
        assertThat(SUITE.get(SUITE.controlAddress("configure")).statusCode()).isEqualTo(405);
        assertThat(SUITE.get(SUITE.controlAddress("finish")).statusCode()).isEqualTo(405);
    }

    @Test
    void bytes_that_are_not_utf_8() throws Exception {
        HttpResponse<String> answer = SUITE.controlBytes("configure", new byte[] {'{', '"', (byte) 0xc3, '"', '}'});

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The configuration is not UTF-8");
    }

    @Test
    void members_that_nobody_knows_are_ignored() throws Exception {
        SUITE.configure("https://idp.example.com", Map.of("unknown", List.of(Map.of("a", 1)), "resource_url", "x"));

        assertThat(SUITE.address("login_url")).startsWith("https://localhost:");
    }
}
