package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserNavigationTest {
    private final EchoServer server = new EchoServer();
    private final TestBrowser browser = new TestBrowser();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void typed_address_is_a_page_load_from_nowhere() {
        Page page = browser.open(server.url("/x?y=z"));

        assertThat(page.body())
                .startsWith("GET /x?y=z\n")
                .contains(
                        "\naccept: text/html,",
                        "\nsec-fetch-site: none\n",
                        "\nsec-fetch-mode: navigate\n",
                        "\nsec-fetch-dest: document\n",
                        "\nsec-fetch-user: ?1\n")
                .doesNotContain("\norigin:", "\ncookie:");
        assertThat(page.redirects()).isEmpty();
    }

    @Test
    void fetch_is_a_request_of_a_script() {
        assertThat(browser.fetch(server.url("/api")).body())
                .contains(
                        "\naccept: */*\n",
                        "\nsec-fetch-site: same-origin\n",
                        "\nsec-fetch-mode: cors\n",
                        "\nsec-fetch-dest: empty\n")
                .doesNotContain("sec-fetch-user");
    }

    @Test
    void link_tells_where_it_was_clicked() {
        server.page("/links", "<a href='/here'>here</a><a href=" + server.otherSite("/there") + ">there</a>");
        Page links = browser.open(server.url("/links"));

        assertThat(browser.follow(links, "here").body()).contains("\nsec-fetch-site: same-origin\n");
        assertThat(browser.follow(links, "there").body()).contains("\nsec-fetch-site: cross-site\n");
        try (EchoServer otherPort = new EchoServer()) {
            assertThat(browser.open(links, otherPort.url("/")).body()).contains("\nsec-fetch-site: same-site\n");
        }
    }

    @Test
    void redirect_over_another_site_stays_cross_site() {
        server.page("/links", "<a href='/away'>away</a>")
                .redirect(302, "/away", server.otherSite("/back"))
                .redirect(302, "/back", server.url("/home"));

        Page home = browser.follow(browser.open(server.url("/links")), "away");

        assertThat(home.body()).contains("\nsec-fetch-site: cross-site\n");
        assertThat(home.redirects())
                .containsExactly(URI.create(server.otherSite("/back")), URI.create(server.url("/home")));
        assertThat(browser.open(server.url("/away")).body()).contains("\nsec-fetch-site: none\n");
    }

    @ParameterizedTest
    @CsvSource({"301, GET", "302, GET", "303, GET", "307, POST", "308, POST"})
    void redirect_keeps_the_form_or_not(int status, String method) {
        server.redirect(status, "/form", "target?a=b");

        Page page = browser.post(server.url("/form"), Map.of("name", "a b&ü"));

        assertThat(page.body()).startsWith(method + " /target?a=b\n");
        assertThat(page.body().contains("\n\nname=a+b%26%C3%BC\n")).isEqualTo(method.equals("POST"));
    }

    @Test
    void post_names_its_origin() {
        Page from = browser.open(server.url("/"));

        assertThat(browser.post(from, "/form", Map.of()).body()).contains("\norigin: " + server.url("") + "\n");
        assertThat(browser.post(from, server.otherSite("/form"), Map.of()).body())
                .contains("\norigin: " + server.url("") + "\n", "\nsec-fetch-site: cross-site\n");
    }

    @Test
    void endless_redirects_are_given_up() {
        server.redirect(302, "/loop", "/loop");

        assertThatThrownBy(() -> browser.open(server.url("/loop"))).hasMessageStartingWith("more than 20 redirects");
    }

    @Test
    void step_shows_the_redirect_itself() {
        server.redirect(302, "/away", "home#part");

        Page page = browser.step(server.url("/away"));

        assertThat(page.status()).isEqualTo(302);
        assertThat(page.location()).isEqualTo(URI.create(server.url("/home#part")));
        assertThat(browser.open(server.url("/away")).url()).isEqualTo(server.url("/home#part"));
        assertThatThrownBy(() -> browser.step(server.url("/x")).location()).hasMessageStartingWith("no Location in");
    }

    @Test
    void form_is_filled_in_and_sent_with_its_button() {
        server.page("/page", """
                <form action=/search><input name=q value=old><button>Search</button></form>
                <form action="/save" method="POST">
                  <input type="hidden" name="token" value="a&amp;b"><input name="name"><input type="checkbox" name="c">
                  <input type="submit" name="do" value="Save"><button name="do" value="x"> Save  <b>all</b></button>
                </form>
                """);
        Page page = browser.open(server.url("/page"));

        assertThat(browser.submit(page, "Search", Map.of("q", "new one")).body())
                .startsWith("GET /search?q=new+one\n");
        assertThat(browser.submit(page, "Save", Map.of("name", "Ann")).body())
                .startsWith("POST /save\n")
                .contains("\ncontent-type: application/x-www-form-urlencoded\n", "\n\ntoken=a%26b&name=Ann&do=Save\n");
        assertThat(browser.submit(page, "Save all", Map.of()).body()).contains("\n\ntoken=a%26b&name=&do=x\n");
        assertThatThrownBy(() -> browser.submit(page, "Delete", Map.of()))
                .hasMessageStartingWith("no button \"Delete\"");
        assertThatThrownBy(() -> browser.submit(page, "Save", Map.of("q", "x")))
                .hasMessageStartingWith("no field \"q\"");
        assertThatThrownBy(() -> browser.follow(page, "Nowhere")).hasMessageStartingWith("no link \"Nowhere\"");
    }

    @Test
    void request_sends_what_it_is_told() {
        browser.setCookie(server.url("/"), "a=b");

        assertThat(browser.request("PUT", server.url("/x"), Map.of("X-Test", "1"), "body")
                        .body())
                .startsWith("PUT /x\n")
                .contains("\nx-test: 1\n", "\ncookie: a=b\n", "\n\nbody\n")
                .doesNotContain("sec-fetch");
        assertThat(browser.request("GET", server.url("/x"), Map.of("cookie", "stolen=1"))
                        .body())
                .contains("\ncookie: stolen=1\n");
    }

    @Test
    void provider_page_is_expected_where_a_user_signs_in() {
        assertThatThrownBy(() -> browser.signIn(server.url("/"), "alice"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("expected the test provider's sign-in page, not " + server.url("/") + " [200]");
    }

    @Test
    void client_that_does_the_work_of_the_browser_is_refused() {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThatThrownBy(() -> new TestBrowser(following, Clock.systemUTC()))
                .hasMessageStartingWith("client: expected one that follows no redirects");
    }
}
