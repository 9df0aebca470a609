package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.wire.Parameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an authorization request may ask for beside scopes. */
@ExtendWith(TestProviderExtension.class)
class AskedTest {
    private final TestProvider provider;
    private final TestBrowser browser;
    private final HandmadeClient client;

    AskedTest(TestProvider provider, TestBrowser browser) {
        this.provider = provider;
        this.browser = browser;
        this.client = new HandmadeClient(provider);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acr_values | urn:b urn:a                                                   | urn:b",
                "claims     | {'id_token':{'acr':{'essential':true,'values':['urn:c','x']}}} | urn:c",
                "claims     | {'id_token':{'acr':{'value':'urn:d'}}}                         | urn:d",
                "claims     | {'id_token':{'acr':null}}                                      | urn:test:password",
            })
    void acr_is_what_was_asked_for(String name, String value, String acr) {
        assertThat(client.login(name, value.replace('\'', '"')).idToken().claims())
                .containsEntry("acr", acr);
    }

    @Test
    void acr_is_absent_if_nobody_asked() {
        assertThat(client.login().idToken().claims()).doesNotContainKey("acr");
    }

    @Test
    void single_claims_go_where_they_were_asked_for() {
        String claims = "{\"id_token\":{\"email\":null},\"userinfo\":{\"given_name\":{\"essential\":true},\"x\":null}}";

        Answer tokens = client.login("scope", "openid", "claims", claims);

        assertThat(tokens.idToken().claims()).containsKey("email").doesNotContainKeys("given_name", "name", "x");
        assertThat(client.userInfo(tokens.text("access_token")).json()).containsOnlyKeys("sub", "given_name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "[]", "{\"id_token\":[]}", "{\"userinfo\":{\"email\":1}}"})
    void malformed_claims_are_refused(String claims) {
        Page page = browser.step(client.authorizationUrl("claims", claims));

        assertThat(HandmadeClient.parameters(page).get("error")).isEqualTo("invalid_request");
    }

    @Test
    void hint_about_the_user_who_is_signed_in_is_enough() {
        String hint = client.exchange(client.callback(browser, "alice")).text("id_token");

        Parameters silent = HandmadeClient.parameters(
                browser.step(client.authorizationUrl("prompt", "none", "id_token_hint", hint)));

        assertThat(silent.get("code")).isNotNull();
    }

    @Test
    void hint_about_another_user_needs_a_new_sign_in_of_that_user() {
        String hint = client.login().text("id_token");
        client.callback(browser, "bob");

        Page silent = browser.step(client.authorizationUrl("prompt", "none", "id_token_hint", hint));
        Page page = browser.open(client.authorizationUrl("id_token_hint", hint));

        assertThat(HandmadeClient.parameters(silent).get("error")).isEqualTo("login_required");
        assertThat(page.title()).startsWith("Sign in");
        assertThat(HandmadeClient.parameters(browser.step(page, "Sign in as Bob Baker", Map.of()))
                        .get("error"))
                .isEqualTo("login_required");
        assertThat(HandmadeClient.parameters(browser.step(page, "Sign in as Alice Archer", Map.of()))
                        .get("code"))
                .isNotNull();
    }

    @Test
    void subject_can_be_asked_for_by_the_claims_parameter() {
        client.callback(browser, "bob");
        String claims = "{\"id_token\":{\"sub\":{\"value\":\"alice\"}}}";

        Page silent = browser.step(client.authorizationUrl("prompt", "none", "claims", claims));

        assertThat(HandmadeClient.parameters(silent).get("error")).isEqualTo("login_required");
    }

    @Test
    void hint_that_is_no_token_is_refused() {
        Page page = browser.step(client.authorizationUrl("id_token_hint", "x"));

        assertThat(HandmadeClient.parameters(page).get("error_description"))
                .isEqualTo("id_token_hint is not an ID token");
    }

    @Test
    void unknown_prompts_change_nothing_and_create_asks() {
        client.callback(browser, "alice");

        assertThat(HandmadeClient.parameters(browser.step(client.authorizationUrl("prompt", "x")))
                        .get("code"))
                .isNotNull();
        assertThat(browser.step(client.authorizationUrl("prompt", "create")).title())
                .startsWith("Sign in");
    }

    @Test
    void resource_may_be_repeated_and_is_recorded() {
        String url = client.authorizationUrl() + "&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example";

        assertThat(browser.open(url).title()).startsWith("Sign in");
        assertThat(provider.requests(Endpoint.AUTHORIZATION).get(0).parameters())
                .containsEntry("resource", List.of("https://a.example", "https://b.example"));
    }
}
