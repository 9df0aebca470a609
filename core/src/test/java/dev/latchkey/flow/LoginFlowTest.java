package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.app.LoginHook.LoginDecision;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.Browser;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.http.SetCookie;
import dev.latchkey.internal.Form;
import dev.latchkey.store.SessionStore;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A login from the first click to the page first asked for. */
class LoginFlowTest {
    private final Application app = new Application();

    private static SignedInUser user(Proceed proceed) {
        return Objects.requireNonNull(proceed.user());
    }

    @Test
    void a_login_ends_on_the_page_first_asked_for() {
        Answer start = app.answer("/orders?sort=date");
        Answer end = app.answer(app.authorize(Application.location(start)));
        Proceed page = app.proceed("/orders?sort=date");

        assertThat(start.response().status()).isEqualTo(303);
        assertThat(end.response().status()).isEqualTo(303);
        assertThat(Application.location(end)).isEqualTo("https://app.example.com/orders?sort=date");
        assertThat(end.change()).isEqualTo(IdentityChange.SIGNED_IN);
        assertThat(user(page).subject()).isEqualTo("alice");
        assertThat(user(page).claims())
                .containsEntry("name", "Alice")
                .doesNotContainKeys("nonce", "at_hash")
                .containsEntry("iss", "https://idp.example.com");
        assertThat(user(page).tokens().accessToken()).isEqualTo("the-access-token");
        assertThat(page.cacheControl()).isEqualTo("private, no-cache");
    }

    @Test
    void the_authorization_request_has_all_it_needs() {
        String location = Application.location(app.answer("/"));
        Form request = Form.parse(URI.create(location).getRawQuery());

        assertThat(location).startsWith("https://idp.example.com/authorize?");
        assertThat(request.get("response_type")).isEqualTo("code");
        assertThat(request.get("client_id")).isEqualTo("client1");
        assertThat(request.get("redirect_uri")).isEqualTo("https://app.example.com/redirect_uri");
        assertThat(request.get("scope")).isEqualTo("openid profile email");
        assertThat(request.get("code_challenge_method")).isEqualTo("S256");
        assertThat(request.get("code_challenge")).hasSize(43);
        assertThat(request.get("state")).hasSize(43).isNotEqualTo(request.get("nonce"));
        assertThat(request.get("code_verifier")).isNull();
    }

    @Test
    void every_answer_is_not_to_be_stored() {
        for (Answer answer : List.of(
                app.answer("/"),
                app.answer("/redirect_uri"),
                app.signIn("/"),
                app.answer("/logout"),
                app.answer("/logged_out"),
                app.answer("/login"))) {
            assertThat(answer.response().headers())
                    .containsEntry("Cache-Control", "no-store")
                    .containsEntry("X-Content-Type-Options", "nosniff");
        }
    }

    @Test
    void a_login_mints_a_new_session_and_leaves_one_session_and_no_pending_login() {
        app.signIn("/");
        app.proceed("/");
        String before = sessionCookie();
        app.answer(app.authorize(Application.location(app.answer("/login?return_to=/x"))));
        app.proceed("/");

        assertThat(sessionCookie()).isNotEqualTo(before);
        assertThat(app.browser.cookies()).hasSize(1);
    }

    private String sessionCookie() {
        return app.browser.cookies().entrySet().stream()
                .filter(cookie -> cookie.getKey().endsWith("-s"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void another_user_is_told_from_the_same_one() {
        app.signIn("/");
        assertThat(again().change()).isEqualTo(IdentityChange.SIGNED_IN);
        app.user("bob");
        assertThat(again().change()).isEqualTo(IdentityChange.OTHER_USER);
        assertThat(user(app.proceed("/")).subject()).isEqualTo("bob");
    }

    private Answer again() {
        return app.answer(app.authorize(Application.location(app.answer("/login"))));
    }

    @Test
    void five_tabs_finish_in_any_order_each_on_its_own_page() {
        List<String> callbacks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            callbacks.add(app.authorize(Application.location(app.answer("/tab/" + i))));
            app.clock.pass(Duration.ofSeconds(1));
        }
        for (int i : new int[] {3, 0, 4, 1, 2}) {
            assertThat(Application.location(app.answer(callbacks.get(i))))
                    .isEqualTo("https://app.example.com/tab/" + i);
        }
        assertThat(app.proceed("/").user()).isNotNull();
    }

    @Test
    void a_target_with_characters_that_browsers_send_raw_comes_back() {
        for (String target : List.of("/items[1]", "/search?q=100%", "/a|b?c={d}", "/?a[]=1")) {
            Application fresh = new Application();
            assertThat(fresh.signIn(target).response().status()).as(target).isEqualTo(303);
        }
    }

    @Test
    void all_cookies_together_stay_under_six_kilobytes() {
        app.idTokens(token -> token.claim("filler", "x".repeat(1200)));
        for (int i = 0; i < 20; i++) {
            app.answer("/login?return_to=/" + "a".repeat(500));
        }
        app.signIn("/");
        for (int i = 0; i < 20; i++) {
            app.answer("/login?return_to=/" + "a".repeat(20 * i));
            app.proceed("/");
        }
        int bytes = app.browser.cookies().entrySet().stream()
                .mapToInt(cookie ->
                        cookie.getKey().length() + 1 + cookie.getValue().length() + 2)
                .sum();
        assertThat(bytes).isLessThanOrEqualTo(6 * 1024 + 200);
    }

    @Test
    void with_a_server_store_the_cookie_is_small() {
        Application onServer =
                new Application(settings -> settings.sessions(SessionStore.inMemory(100, new HandClock())));
        Answer end = onServer.signIn("/");

        assertThat(onServer.proceed("/").user()).isNotNull();
        assertThat(end.response().cookies())
                .filteredOn(cookie -> cookie.name().endsWith("-s"))
                .singleElement()
                .extracting(SetCookie::value)
                .asString()
                .hasSize(43);
    }

    @Test
    void with_cookies_a_restart_keeps_everybody_signed_in() {
        app.signIn("/");
        Application restarted = new Application();
        app.browser.cookies().forEach(restarted.browser::set);

        assertThat(restarted.proceed("/").user()).isNotNull();
        assertThat(restarted.provider.calls()).isEmpty();
    }

    @Test
    void a_request_of_a_signed_in_user_calls_nobody() {
        app.signIn("/");
        int calls = app.provider.calls().size();
        for (int i = 0; i < 50; i++) {
            app.proceed("/page/" + i);
        }

        assertThat(app.provider.calls()).hasSize(calls);
    }

    @Test
    void the_login_hook_may_attach_attributes() {
        Application hooked = new Application(
                settings -> settings.onLogin(user -> LoginDecision.accept(Map.of("tenant", user.subject()))));
        hooked.signIn("/");

        assertThat(user(hooked.proceed("/")).attributes()).containsEntry("tenant", "alice");
    }

    @Test
    void user_info_overrides_no_claim_that_identifies() {
        app.provider.on(
                "/userinfo",
                "{\"sub\":\"alice\",\"iss\":\"https://evil\",\"aud\":\"x\",\"exp\":1,\"sid\":\"s\",\"acr\":\"9\",\"email\":\"e\"}");
        app.signIn("/");

        assertThat(user(app.proceed("/")).claims())
                .containsEntry("iss", "https://idp.example.com")
                .containsEntry("aud", "client1")
                .containsEntry("email", "e")
                .doesNotContainKeys("sid", "acr");
    }

    @Test
    void another_browser_is_not_signed_in() {
        app.signIn("/");

        assertThat(app.party.decide(new Browser().navigation("/").build(), Access.signedIn()))
                .isInstanceOf(Answer.class);
    }
}
