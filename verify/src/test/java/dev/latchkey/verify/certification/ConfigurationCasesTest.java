package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.WebFinger;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Discovery, WebFinger and dynamic registration (OpenID Connect Discovery and Registration). */
class ConfigurationCasesTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static Login registering(ClientMetadata metadata) {
        return Login.at(PROVIDER, (Provider provider) -> provider.register(metadata));
    }

    @Test
    void discovery_comes_before_everything_else() throws IOException {
        Login.at(PROVIDER, Flow.CODE_QUERY).succeeds();

        assertThat(PROVIDER.requests().get(0).endpoint()).isEqualTo(Endpoint.DISCOVERY);
    }

    @Test
    void discovery_document_names_another_issuer() throws IOException {
        Login.at(PROVIDER, Flow.CODE_QUERY)
                .fails(500, FailureReason.ISSUER_MISMATCH, Misbehaviour.DISCOVERY_OTHER_ISSUER);

        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION)).isEmpty();
    }

    @Test
    void dynamic_registration_is_a_valid_request() throws IOException {
        registering(ClientMetadata.named("Application").with("contacts", List.of("ops@example.com")))
                .succeeds();

        RecordedRequest request = PROVIDER.requests(Endpoint.REGISTRATION).get(0);
        assertThat(request.body())
                .contains("\"grant_types\":[\"authorization_code\",\"refresh_token\"]")
                .contains("\"response_types\":[\"code\"]")
                .contains("\"contacts\":[\"ops@example.com\"]")
                .contains("/redirect_uri\"")
                .doesNotContain("jwks");
    }

    @Test
    void keys_are_registered_by_value_or_by_reference_and_never_both() throws IOException {
        registering(ClientMetadata.named("Application")).withKeys().succeeds();

        assertThat(PROVIDER.requests(Endpoint.REGISTRATION).get(0).body())
                .contains("\"jwks\":{")
                .doesNotContain("jwks_uri")
                .doesNotContain("\"d\":");
    }

    @Test
    void webfinger_finds_the_issuer_of_an_account_and_of_an_address() {
        String host = "localhost:" + PROVIDER.port();
        WebFinger finder = WebFinger.allowing(host);

        assertThat(finder.issuer("acct:alice@" + host)).isEqualTo(PROVIDER.issuer());
        assertThat(finder.issuer("http://" + host + "/alice")).isEqualTo(PROVIDER.issuer());
    }

    @ParameterizedTest
    @CsvSource({
        "WEBFINGER_NO_ISSUER_LINK,WEBFINGER_WITHOUT_ISSUER",
        "WEBFINGER_ISSUER_HTTP_ELSEWHERE,WEBFINGER_WITHOUT_ISSUER",
        "WEBFINGER_ISSUER_NOT_TEXT,WEBFINGER_WITHOUT_ISSUER",
        "WEBFINGER_REDIRECT_TO_PRIVATE,WEBFINGER_REFUSED",
        "WEBFINGER_NOT_JSON,PROVIDER_BAD_ANSWER",
        "WEBFINGER_DOWN,PROVIDER_BAD_ANSWER",
        "WEBFINGER_HUGE,PROVIDER_ANSWER_TOO_LARGE"
    })
    void a_bad_webfinger_answer_is_refused(Misbehaviour how, FailureReason reason) {
        String host = "localhost:" + PROVIDER.port();
        PROVIDER.misbehave(how);
        try {
            assertThatThrownBy(() -> WebFinger.allowing(host).issuer("acct:alice@" + host))
                    .isInstanceOfSatisfying(
                            OidcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
            assertThat(PROVIDER.requests(Endpoint.ELSEWHERE)).isEmpty();
        } finally {
            PROVIDER.behave();
        }
    }

    @Test
    void webfinger_asks_nobody_who_is_not_allowed() {
        PROVIDER.forgetRequests();

        assertThatThrownBy(
                        () -> WebFinger.allowing("idp.example.com").issuer("acct:alice@localhost:" + PROVIDER.port()))
                .isInstanceOfSatisfying(
                        OidcException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.WEBFINGER_REFUSED));
        assertThat(PROVIDER.requests()).isEmpty();
    }
}
