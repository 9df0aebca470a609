package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestProviderExtension.class)
class EndSessionTest {
    private static final String HOME = "http://localhost:1/home?a=b";

    private final TestProvider provider;
    private final TestBrowser browser;
    private final HandmadeClient client;

    EndSessionTest(TestProvider provider, TestBrowser browser) {
        this.provider = provider;
        this.browser = browser;
        this.client = new HandmadeClient(provider);
    }

    @Test
    void sign_out_ends_the_session_and_returns_with_state() {
        Answer tokens = client.exchange(client.callback(browser, "alice"));

        Page page = browser.step(
                endSession("id_token_hint", tokens.text("id_token"), "post_logout_redirect_uri", HOME, "state", "s 1"));

        assertThat(page.location()).isEqualTo(URI.create(HOME + "&state=s+1"));
        assertThat(browser.step(client.authorizationUrl()).status()).isEqualTo(200);
    }

    @Test
    void client_id_alone_is_enough_to_return() {
        Page page = browser.step(endSession("client_id", "client1", "post_logout_redirect_uri", HOME));

        assertThat(page.location()).isEqualTo(URI.create(HOME));
    }

    @Test
    void without_a_return_address_the_provider_says_signed_out() {
        client.callback(browser, "alice");

        Page page = browser.step(endSession("client_id", "client1"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.title()).startsWith("Signed out");
        assertThat(browser.step(client.authorizationUrl()).status()).isEqualTo(200);
    }

    @Test
    void foreign_return_address_is_ignored() {
        provider.client(TestClient.confidential("strict", "s").withPostLogoutRedirectUris("https://app.example/"));

        for (String uri : List.of("https://evil.example/", "https://app.example/x")) {
            Page page = browser.step(endSession("client_id", "strict", "post_logout_redirect_uri", uri));
            assertThat(page.title()).startsWith("Signed out");
        }
        assertThat(browser.step(endSession(
                                "client_id", "strict",
                                "post_logout_redirect_uri", "https://app.example/"))
                        .location())
                .isEqualTo(URI.create("https://app.example/"));
    }

    @Test
    void hint_of_another_client_is_refused() {
        Answer tokens = client.exchange(client.callback(browser, "alice"));
        provider.client(TestClient.confidential("other", "s"));

        Page page = browser.step(endSession("id_token_hint", tokens.text("id_token"), "client_id", "other"));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("name different clients");
    }

    private String endSession(String... namesAndValues) {
        return provider.uri(Endpoint.END_SESSION) + "?" + HandmadeClient.query(namesAndValues);
    }
}
