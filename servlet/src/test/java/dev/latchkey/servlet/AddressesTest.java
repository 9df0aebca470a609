package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnEachContainer
final class AddressesTest {
    private final Container container;
    private final TestBrowser browser = new TestBrowser();

    AddressesTest(Container container) {
        this.container = container;
    }

    @Test
    void an_application_under_a_context_path_is_found_there() {
        Setup shop = Setup.standard()
                .baseUrl(port -> "http://localhost:" + port + "/shop")
                .application(webApp -> webApp.at("/shop"));
        try (Application app = Application.start(container, shop)) {
            Page signIn = browser.open(app.url("/me/orders?page=2"));
            assertThat(signIn.url())
                    .contains("redirect_uri=http%3A%2F%2Flocalhost%3A" + app.port() + "%2Fshop%2Fredirect_uri");

            Page page = browser.signIn(signIn, "alice");

            assertThat(page.url()).isEqualTo(app.url("/me/orders?page=2"));
            assertThat(page.body()).contains("uri=/shop/me/orders", "user=Alice Archer.");
            assertThat(browser.cookies(app.url("/")))
                    .isNotEmpty()
                    .allSatisfy(cookie -> assertThat(cookie.path()).isEqualTo("/"));
            assertThat(browser.post(app.url("/logout"), Map.of()).url()).isEqualTo(app.url("/"));
        }
    }

    @Test
    void two_applications_on_one_host_do_not_share_cookies() {
        try (Application one = Application.start(container);
                Application other = Application.start(container)) {
            browser.signIn(one.url("/me"), "alice");

            assertThat(other.send("GET", "/me", one.cookies(browser)).status()).isEqualTo(401);
            assertThat(browser.open(one.url("/me")).body()).contains("user=Alice Archer.");
        }
    }

    @Test
    void a_proxy_may_strip_the_path_prefix() {
        try (PrefixProxy proxy = PrefixProxy.start("/shop");
                Application app = Application.start(container, Setup.standard().baseUrl(port -> proxy.url("")))) {
            proxy.forwardTo(app.port());

            Page page = browser.signIn(proxy.url("/me/orders?page=2"), "alice");

            assertThat(page.url()).isEqualTo(proxy.url("/me/orders?page=2"));
            assertThat(page.body()).contains("uri=/me/orders", "user=Alice Archer.");
            assertThat(browser.post(proxy.url("/logout"), Map.of()).url()).isEqualTo(proxy.url("/"));
            assertThat(browser.open(proxy.url("/open/page")).body()).contains("user=nobody.");
        }
    }

    @Test
    void a_navigation_under_another_host_is_led_to_the_base_url_first() {
        try (Application app = Application.start(container)) {
            Page page = browser.signIn("http://127.0.0.1:" + app.port() + "/me/orders?page=2", "alice");

            assertThat(page.url()).isEqualTo(app.url("/me/orders?page=2"));
            assertThat(page.body()).contains("user=Alice Archer.");
            assertThat(browser.cookies("http://127.0.0.1:" + app.port() + "/")).isEmpty();
        }
    }

    @Test
    void forwarded_headers_change_nothing() {
        try (Application app = Application.start(container)) {
            WireAnswer answer = app.send(
                    "GET",
                    "/me",
                    Application.NAVIGATION,
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Prefix: /evil",
                    "Forwarded: host=evil.example;proto=https");

            assertThat(answer.header("Location"))
                    .startsWith(Application.PROVIDER.uri(Endpoint.AUTHORIZATION).toString())
                    .doesNotContain("evil");
            assertThat(answer.headers("Set-Cookie")).isNotEmpty().allMatch(cookie -> !cookie.contains("Secure"));
        }
    }

    @Test
    void a_provider_by_name_is_asked_for_where_a_path_needs_it() {
        Setup named = Setup.standard()
                .rules(filter ->
                        filter.protect("/me/*", Access.signedIn("default")).otherwise(Access.anyone()));
        try (Application app = Application.start(container, named)) {
            assertThat(app.send("GET", "/me").body()).contains("provider=default");
            assertThat(browser.signIn(app.url("/me"), "bob").body()).contains("user=Bob Baker.");
        }
    }
}
