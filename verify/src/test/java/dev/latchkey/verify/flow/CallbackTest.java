package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.LoginHook.LoginDecision;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the browser brings back, rightly or wrongly. */
class CallbackTest {
    private final TestProvider provider = TestProvider.start();
    private final MovableClock clock = new MovableClock();
    private final TestBrowser browser = new TestBrowser();
    private LoginApplication application;

    CallbackTest() throws IOException {
        application = start();
    }

    private LoginApplication start() throws IOException {
        return LoginApplication.start(builder -> builder.clock(clock)
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1")));
    }

    @BeforeEach
    void know_the_provider() {
        new TestBrowser().signIn(application.url("/me"), "alice");
        provider.forgetRequests();
    }

    @AfterEach
    void stop() {
        application.close();
        provider.close();
    }

    @Test
    void five_logins_in_one_browser_finish_in_any_order_each_on_its_own_page() {
        List<Page> signInPages = new ArrayList<>();
        for (int tab = 1; tab <= 5; tab++) {
            signInPages.add(browser.open(application.url("/page?tab=" + tab)));
        }
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
        Collections.shuffle(order, new Random(42));
        for (int tab : order) {
            Page page = browser.signIn(signInPages.get(tab), "alice");
            assertThat(page.url()).isEqualTo(application.url("/page?tab=" + (tab + 1)));
            assertThat(page.body()).contains("name=Alice");
        }
    }

    @Test
    void callback_of_another_browser_is_refused_before_any_call() {
        String callback = callbackOf(browser);

        assertRefused(new TestBrowser(), callback, "state_unknown");
    }

    @Test
    void callback_without_state_or_with_one_that_was_changed_is_refused_before_any_call() {
        String callback = callbackOf(browser);
        int at = callback.indexOf("&state=") + 11;
        char changed = callback.charAt(at) == 'A' ? 'B' : 'A';

        assertRefused(browser, callback.replaceAll("&state=[^&]*", ""), "state_missing");
        assertRefused(browser, callback.substring(0, at) + changed + callback.substring(at + 1), "state_unknown");
        assertRefused(browser, callback + "&state=other", "parameter_repeated");
    }

    @Test
    void callback_is_good_for_ten_minutes() {
        String callback = callbackOf(browser);
        clock.advance(Duration.ofMinutes(10));

        assertRefused(browser, callback, "state_expired");
    }

    @Test
    void callback_works_once() {
        String callback = callbackOf(browser);
        TestBrowser copy = browser.copy();
        assertThat(browser.open(callback).body()).contains("name=Alice");
        provider.forgetRequests();

        assertRefused(copy, callback, "state_used");
    }

    @Test
    void of_fifty_copies_of_a_callback_at_once_one_calls_the_token_endpoint() throws Exception {
        String callback = callbackOf(browser);
        List<Callable<Integer>> copies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            TestBrowser copy = browser.copy();
            copies.add(() -> copy.step(callback).status());
        }
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : threads.invokeAll(copies)) {
            statuses.add(status.get());
        }
        threads.shutdown();

        assertThat(Collections.frequency(statuses, 303)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 400)).isEqualTo(49);
        assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void stray_callback_does_not_bother_a_user_who_is_signed_in() {
        String callback = callbackOf(browser, "/page?first");
        TestBrowser before = browser.copy();
        assertThat(browser.open(callback).body()).contains("name=Alice");
        provider.forgetRequests();

        assertThat(browser.step(callback).location()).hasToString(application.url("/"));
        assertThat(browser.step(application.url("/redirect_uri?state=unknown&code=x"))
                        .location())
                .hasToString(application.url("/"));
        browser.cookies(application.url("/"))
                .forEach(cookie -> before.setCookie(application.url("/"), cookie.name() + "=" + cookie.value()));
        assertThat(before.step(callback).location()).hasToString(application.url("/page?first"));
        assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(browser.open(application.url("/me")).body()).contains("name=Alice");
    }

    @Test
    void failed_login_leaves_the_session_of_the_signed_in_user_alone() {
        browser.signIn(application.url("/me"), "alice");
        provider.misbehave(Misbehaviour.WRONG_NONCE);
        Page refused = browser.open(application.url("/login?return_to=/page"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("reason=id_token_nonce<");
        assertThat(browser.open(application.url("/")).body()).contains("name=Alice");
    }

    @Test
    void cancel_shows_the_error_view_with_the_providers_words() {
        Page page = browser.cancelSignIn(application.url("/me"));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("error=access_denied<", "description=The user cancelled");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(browser.open(application.url("/")).body()).contains("Sign in");
        assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void generic_page_escapes_what_the_provider_says() throws IOException {
        try (LoginApplication generic = LoginApplication.start(builder -> builder.errorView(null)
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1")))) {
            provider.misbehave(Misbehaviour.ERROR_SERVER);
            Page page = browser.signIn(generic.url("/me"), "alice");

            assertThat(page.body()).contains("server_error", "&lt;script&gt;").doesNotContain("<script>");
            assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
        }
    }

    @Test
    void login_hook_attaches_attributes_or_keeps_the_user_out() throws IOException {
        try (LoginApplication hooked = LoginApplication.start(builder -> builder.onLogin(
                        user -> switch (user.subject()) {
                            case "alice" -> LoginDecision.accept(Map.of("plan", "gold"));
                            case "bob" -> LoginDecision.reject("Bob has left <the> company");
                            default -> throw new IllegalStateException("no such user");
                        })
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1")))) {
            assertThat(new TestBrowser().signIn(hooked.url("/me"), "alice").body())
                    .contains("attributes={plan=gold}");

            TestBrowser bob = new TestBrowser();
            Page refused = bob.signIn(hooked.url("/me"), "bob");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body())
                    .contains("reason=login_refused<", "error=login_refused<", "description=Bob has left");
            assertThat(bob.open(hooked.url("/")).body()).contains("Sign in");

            TestBrowser carol = new TestBrowser();
            Page failed = carol.signIn(hooked.url("/me"), "carol");
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.body()).contains("reason=login_hook_failed<");
            assertThat(carol.open(hooked.url("/")).body()).contains("Sign in");
        }
    }

    @Test
    void browser_that_loses_the_session_cookie_ends_on_a_page_that_explains() {
        browser.signIn(application.url("/me"), "alice");
        dropSession();
        for (int login = 1; login <= 3; login++) {
            Page back = followToCallback(browser.step(application.url("/me")));
            assertThat(back.status()).isEqualTo(303);
            dropSession();
        }
        Page page = browser.step(application.url("/me"));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("reason=login_loop<");
        assertThat(browser.open(application.url("/me")).body()).contains("name=Alice");
    }

    private void dropSession() {
        browser.cookies(application.url("/")).stream()
                .filter(cookie -> cookie.name().endsWith("-s"))
                .forEach(cookie -> browser.deleteCookie(cookie.name()));
    }

    /** Follows the provider's redirects, takes its answer to the application, and stops there. */
    private Page followToCallback(Page redirect) {
        return browser.step(callbackFrom(redirect));
    }

    private String callbackFrom(Page redirect) {
        Page last = redirect;
        while (!last.location().toString().startsWith(application.url("/redirect_uri"))) {
            last = browser.step(last.location().toString());
        }
        return last.location().toString();
    }

    @Test
    void new_login_ends_the_session_that_the_browser_had_before() {
        browser.signIn(application.url("/me"), "alice");
        TestBrowser attacker = browser.copy();
        provider.signOutEverywhere();
        browser.signIn(application.url("/login?return_to=/me"), "bob");

        assertThat(browser.open(application.url("/")).body()).contains("name=Bob");
        assertThat(attacker.open(application.url("/")).body()).contains("Sign in");
    }

    private String callbackOf(TestBrowser browser) {
        return callbackOf(browser, "/me");
    }

    /** Signs in at the provider, and stops before the browser follows it back. */
    private String callbackOf(TestBrowser browser, String page) {
        Page signIn = browser.open(application.url(page));
        return callbackFrom(browser.step(signIn, "Sign in as Alice Archer", Map.of()));
    }

    private void assertRefused(TestBrowser who, String callback, String reason) {
        Page page = who.open(callback);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("reason=" + reason + "<", "error=null<");
        assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(who.open(application.url("/")).body()).contains("Sign in");
    }
}
