package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.wire.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestProviderExtension.class)
class AuthorizationEndpointTest {
    private final TestProvider provider;
    private final TestBrowser browser;
    private final HandmadeClient client;

    AuthorizationEndpointTest(TestProvider provider, TestBrowser browser) {
        this.provider = provider;
        this.browser = browser;
        this.client = new HandmadeClient(provider);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type,         '',         invalid_request",
        "response_type,         token,      unsupported_response_type",
        "response_mode,         web_message, invalid_request",
        "scope,                 profile,    invalid_scope",
        "code_challenge_method, plain,      invalid_request",
        "code_challenge_method, '',         invalid_request",
        "code_challenge,        '',         invalid_request",
        "code_challenge,        too-short,  invalid_request",
        "max_age,               -1,         invalid_request",
        "prompt,                none login, invalid_request",
        "request,               a.b.c,      invalid_request_object",
        "request_uri,           urn:x,      invalid_request_uri"
    })
    void invalid_request_is_refused_by_redirect(String name, String value, String error) {
        Parameters callback = HandmadeClient.parameters(browser.step(client.authorizationUrl(name, value)));

        assertThat(callback.get("error")).isEqualTo(error);
        assertThat(callback.get("state")).isEqualTo(HandmadeClient.STATE);
        assertThat(callback.get("iss")).isEqualTo(provider.issuer());
    }

    @Test
    void repeated_parameter_is_refused() {
        Parameters callback = HandmadeClient.parameters(browser.step(client.authorizationUrl() + "&nonce=again"));

        assertThat(callback.get("error_description")).isEqualTo("parameter came more than once: nonce");
    }

    @Test
    void unknown_client_is_told_to_the_user_only() {
        Page page = browser.step(client.authorizationUrl("client_id", "unknown"));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("No client has this client_id.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://evil.example/", "http://localhost.evil.example/", "http://localhost/#x", "/x"})
    void foreign_redirect_uri_is_told_to_the_user_only(String redirectUri) {
        Page page = browser.step(client.authorizationUrl("redirect_uri", redirectUri));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("This redirect_uri is not registered for the client.");
    }

    @Test
    void registered_redirect_uri_is_compared_exactly() {
        TestClient strict = TestClient.confidential("strict", "s").withRedirectUris(HandmadeClient.REDIRECT_URI);
        provider.client(strict);
        HandmadeClient strictClient = new HandmadeClient(provider, strict);

        assertThat(browser.step(strictClient.authorizationUrl()).status()).isEqualTo(200);
        assertThat(browser.step(strictClient.authorizationUrl("redirect_uri", HandmadeClient.REDIRECT_URI + "/"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void public_client_must_use_pkce() {
        provider.client(TestClient.publicClient("app"));
        HandmadeClient app = new HandmadeClient(provider, TestClient.publicClient("app"));

        Parameters callback = HandmadeClient.parameters(
                browser.step(app.authorizationUrl("code_challenge", "", "code_challenge_method", "")));

        assertThat(callback.get("error_description")).isEqualTo("a public client must send code_challenge");
        assertThat(app.login().status()).isEqualTo(200);
    }

    @Test
    void parameters_are_escaped_on_the_page() {
        Page page = browser.open(client.authorizationUrl("state", "\"><script>alert(1)</script>"));

        assertThat(page.body()).doesNotContain("<script>");
        assertThat(page.forms().get(0).fields()).containsEntry("state", "\"><script>alert(1)</script>");
    }

    @Test
    void page_loads_nothing_from_elsewhere() {
        Page page = browser.open(client.authorizationUrl());

        assertThat(page.header("content-security-policy")).startsWith("default-src 'none'; style-src 'unsafe-inline'");
        assertThat(page.body()).doesNotContain("src=", "@import", "url(");
    }
}
