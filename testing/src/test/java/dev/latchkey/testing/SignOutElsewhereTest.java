package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.wire.Parameters;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How an honest provider passes on that somebody signed out, and what it lets clients know of sessions. */
@ExtendWith(TestProviderExtension.class)
class SignOutElsewhereTest {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final TestProvider provider;
    private final TestBrowser browser;
    private final HandmadeClient client;

    SignOutElsewhereTest(TestProvider provider, TestBrowser browser) {
        this.provider = provider;
        this.browser = browser;
        this.client = new HandmadeClient(provider);
    }

    @Test
    void logout_token_is_a_signed_event_about_one_session() {
        Jwt idToken = client.exchange(client.callback(browser, "alice")).idToken();
        List<String> sids = provider.sids("alice");
        Jwt token = new Jwt(
                provider.logoutToken("client1").sid(sids.get(0)).sub("alice").compact());

        assertThat(sids).containsExactly((String) idToken.claims().get("sid"));
        assertThat(token.headers()).containsEntry("typ", "logout+jwt").containsEntry("alg", "RS256");
        assertThat(token.isSignedBy(client.signingKeys().get(0))).isTrue();
        assertThat(token.claims())
                .containsEntry("iss", provider.issuer())
                .containsEntry("aud", "client1")
                .containsEntry("sub", "alice")
                .containsEntry("sid", sids.get(0))
                .containsEntry("events", Map.of(EVENT, Map.of()))
                .containsKeys("iat", "exp", "jti")
                .doesNotContainKey("nonce");
    }

    @Test
    void logout_token_keeps_its_jti_and_takes_any_claim() {
        LogoutToken token = provider.logoutToken("client1").sub("alice");
        Jwt first = new Jwt(token.compact());
        Jwt changed = new Jwt(
                token.claim("iat", null).claim("x", 1).header("typ", null).compact());

        assertThat(new Jwt(token.compact()).claims())
                .containsEntry("jti", first.claims().get("jti"));
        assertThat(changed.claims()).doesNotContainKey("iat").containsEntry("x", 1L);
        assertThat(changed.headers()).doesNotContainKey("typ");
        assertThat(token.toString())
                .doesNotContain(String.valueOf(first.claims().get("jti")));
        assertThatThrownBy(() -> provider.logoutToken("nobody")).hasMessageContaining("no client nobody");
        assertThatThrownBy(token::send).hasMessageContaining("has no backchannel_logout_uri");
    }

    @Test
    void the_end_of_sessions_is_posted_to_the_clients_that_learnt_of_them() {
        try (ClientServer server = new ClientServer("text/plain", "")) {
            provider.client(TestClient.confidential("client1", "secret1")
                    .withMetadata("backchannel_logout_uri", server.address()));
            provider.client(
                    TestClient.confidential("other", "s").withMetadata("backchannel_logout_uri", server.address()));
            client.callback(browser, "alice");
            client.callback(new TestBrowser(), "bob");

            assertThat(provider.signOut("alice"))
                    .singleElement()
                    .satisfies(delivery -> assertThat(delivery.clientId()).isEqualTo("client1"));
            assertThat(provider.sids("alice")).isEmpty();
            assertThat(provider.signOutEverywhere()).hasSize(1);
            assertThat(provider.signOutEverywhere()).isEmpty();
        }
    }

    @Test
    void a_client_that_is_gone_does_not_stop_a_sign_out() {
        provider.client(TestClient.confidential("client1", "secret1")
                .withMetadata("backchannel_logout_uri", "http://localhost:1/backchannel"));
        client.callback(browser, "alice");

        assertThat(provider.signOut("alice"))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.status()).isZero());
    }

    @Test
    void sign_out_page_opens_clients_in_frames_and_goes_on() {
        provider.client(TestClient.confidential("client1", "secret1")
                .withMetadata("frontchannel_logout_uri", "http://localhost:1/frontchannel?a=b")
                .withMetadata("frontchannel_logout_session_required", true));
        client.callback(browser, "alice");
        String sid = provider.sids("alice").get(0);
        Page page = browser.step(provider.uri(Endpoint.END_SESSION) + "?"
                + HandmadeClient.query(
                        "client_id", "client1", "post_logout_redirect_uri", "http://localhost:1/home", "state", "s"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.frames()).singleElement().satisfies(frame -> {
            Parameters parameters = Parameters.of(frame.getRawQuery());
            assertThat(frame.toString()).startsWith("http://localhost:1/frontchannel?a=b&");
            assertThat(parameters.get("iss")).isEqualTo(provider.issuer());
            assertThat(parameters.get("sid")).isEqualTo(sid);
        });
        assertThat(page.header("Content-Security-Policy")).contains("frame-src http://localhost:1;");
        assertThat(page.link("Continue")).isEqualTo(URI.create("http://localhost:1/home?state=s"));
    }

    @Test
    void session_state_is_bound_to_client_origin_and_session() {
        Parameters callback = client.callback(browser, "alice");
        String state = callback.get("session_state", "");
        String salt = state.substring(state.indexOf('.') + 1);
        String browserState = Objects.requireNonNull(browser.cookie("test-provider-state-" + provider.port()))
                .value();

        assertThat(state)
                .isEqualTo(Compact.s256("client1 http://localhost:1 " + browserState + " " + salt) + "." + salt);
        browser.step(provider.uri(Endpoint.END_SESSION).toString());
        assertThat(browser.cookie("test-provider-state-" + provider.port())).isNull();
    }

    @Test
    void page_that_watches_the_session_may_be_framed_by_anybody() {
        Answer page = client.get(Endpoint.CHECK_SESSION);

        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'nonce-")
                .doesNotContain("frame-ancestors");
        assertThat(page.header("X-Frame-Options")).isEmpty();
    }

    @Test
    void a_request_waits_while_its_endpoint_pauses() throws InterruptedException, ExecutionException {
        CompletableFuture<Answer> answer;
        try (Pause pause = provider.pause(Endpoint.DISCOVERY)) {
            answer = CompletableFuture.supplyAsync(() -> client.get(Endpoint.DISCOVERY));
            pause.awaitRequest();
            assertThat(client.get(Endpoint.DISCOVERY).status()).isEqualTo(200);
            assertThat(answer).isNotDone();
        }
        assertThat(answer.get().status()).isEqualTo(200);
    }
}
