package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the browser does in place of scripts: forms that send themselves, and fragments. */
@ExtendWith(TestProviderExtension.class)
class BrowserScriptTest {
    private static final String RELAY = """
            <form method="post" action="/received"><input type="hidden" name="response"></form>
            <script>document.forms[0].response.value = location.hash.slice(1); send();</script>
            """;

    private final EchoServer server = new EchoServer();
    private final TestProvider provider;
    private final TestBrowser browser;
    private final HandmadeClient client;

    BrowserScriptTest(TestProvider provider, TestBrowser browser) {
        this.provider = provider;
        this.browser = browser;
        this.client = new HandmadeClient(provider);
    }

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<Arguments> typesAndModes() {
        return ResponseTypes.ALL.stream()
                .flatMap(type -> Stream.of("query", "fragment", "form_post")
                        .filter(mode -> type.equals("code") || !mode.equals("query"))
                        .map(mode -> Arguments.of(type, mode)));
    }

    @ParameterizedTest
    @MethodSource("typesAndModes")
    void one_call_signs_in_by_every_response_type_and_mode(String type, String mode) {
        server.page("/relay", RELAY);
        String callback = server.url(mode.equals("fragment") ? "/relay" : "/received");
        String url = client.authorizationUrl("response_type", type, "response_mode", mode, "redirect_uri", callback);

        Page page = browser.signIn(url, "alice");

        assertThat(page.body())
                .startsWith((mode.equals("query") ? "GET" : "POST") + " /received")
                .contains(type.contains("code") ? "code" : "id_token", "state-1");
        assertThat(browser.settle(browser.open(url)).body()).contains("state");
        assertThat(browser.cancelSignIn(url + "&prompt=login").body()).contains("access_denied");
    }

    @ParameterizedTest
    @CsvSource({"302, /there#own, own", "302, /there, kept%20x", "307, /there#, ''"})
    void fragment_survives_redirects_unless_they_have_their_own(int status, String location, String fragment) {
        server.redirect(302, "/first", "/second#kept%20x").redirect(status, "/second", location);

        Page page = browser.open(server.url("/first"));

        assertThat(page.fragment()).isEqualTo(fragment);
        assertThat(page.body()).startsWith("GET /there\n").doesNotContain("kept", "own");
        assertThat(browser.open(server.url("/x")).fragment()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"true, same-site, strict lax none", "false, cross-site, none"})
    void form_of_a_provider_carries_only_the_cookies_that_its_site_allows(
            boolean sameSite, String site, String cookies) {
        String target = sameSite ? server.url("/received") : server.otherSite("/received");
        browser.setCookie(target, "strict=1; Path=/; SameSite=Strict");
        browser.setCookie(target, "lax=1; Path=/");
        browser.setCookie(target, "none=1; Path=/; SameSite=None; Secure");
        browser.setCookie(target, "refused=1; Path=/; SameSite=None");
        String url = client.authorizationUrl("response_mode", "form_post", "redirect_uri", target);

        Page page = browser.signIn(url, "alice");

        String sent = Stream.of(cookies.split(" ", -1))
                .map(name -> name + "=1")
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        assertThat(page.body())
                .startsWith("POST /received\n")
                .contains("\nsec-fetch-site: " + site + "\n", "\ncookie: " + sent)
                .contains("\nsec-fetch-mode: navigate\n", "\nsec-fetch-dest: document\n")
                .contains("\norigin: null\n", "\ncontent-type: application/x-www-form-urlencoded\n")
                .doesNotContain("sec-fetch-user", "refused");
        assertThat(Stream.of("strict", "lax", "none").filter(name -> page.body().contains(name + "=1")))
                .containsExactly(cookies.split(" ", -1));
    }

    @Test
    void redirect_after_the_form_of_another_site_carries_lax_cookies_again() {
        server.redirect(303, "/received", "/home");
        browser.setCookie(server.otherSite("/"), "strict=1; Path=/; SameSite=Strict");
        browser.setCookie(server.otherSite("/"), "lax=1; Path=/");
        String callback = server.otherSite("/received");

        Page home = browser.signIn(
                client.authorizationUrl("response_mode", "form_post", "redirect_uri", callback), "alice");

        assertThat(home.body())
                .startsWith("GET /home\n")
                .contains("\nsec-fetch-site: cross-site\n", "\ncookie: lax=1\n")
                .doesNotContain("strict=1", "\norigin:");
    }

    @ParameterizedTest
    @CsvSource({"'', true", "no-referrer, false", "same-origin, false", "unsafe-url, true", "'x, origin', true"})
    void origin_is_told_as_the_page_allows(String policy, boolean told) {
        Page page = new Page(
                URI.create(server.url("/")),
                200,
                Map.of("Referrer-Policy", List.of(policy)),
                "<form method=post action=" + server.otherSite("/x") + "></form>"
                        + "<script>document.forms[0].submit()</script>",
                List.of());

        assertThat(browser.submitSelfSubmitting(page).body())
                .contains("\norigin: " + (told ? server.url("") : "null") + "\n", "sec-fetch-site: cross-site");
        assertThat(browser.post(page, "/own", Map.of()).body())
                .contains("\norigin: " + (policy.equals("no-referrer") ? "null" : server.url("")) + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,          'a=1 & 2\r\na=x\r\n'",
        "multipart/form-data, '------TestBrowserFormBoundary\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1 & 2\r\n'",
        "other,               a=1+%26+2&a=x"
    })
    void form_is_coded_as_it_says(String enctype, String body) {
        server.page("/page", """
                <body onload="javascript:document.forms[0].submit()">
                <form method=post action=/received enctype="%s">
                <input type=hidden name=a value="1 &amp; 2"><input type=hidden name=a value=x></form>
                """.formatted(enctype));

        String received = browser.settle(browser.open(server.url("/page"))).body();

        String type = enctype.equals("other") ? "application/x-www-form-urlencoded" : enctype;
        assertThat(received).contains("\ncontent-type: " + type, "\n\n" + body);
    }

    @Test
    void relay_posts_the_fragment_as_it_is_from_its_own_origin() {
        server.page("/relay", RELAY);

        Page page = browser.relay(browser.open(server.url("/relay#a=b%20c&d")));

        assertThat(page.body())
                .startsWith("POST /received\n")
                .contains("\norigin: " + server.url("") + "\n", "\nsec-fetch-site: same-origin\n")
                .endsWith("\n\nresponse=a%3Db%2520c%26d\n");
        assertThat(browser.relay(browser.open(server.url("/relay"))).body()).endsWith("\n\nresponse=\n");
        assertThat(page.fragment()).isNull();
    }

    @Test
    void pages_that_wait_for_the_user_are_left_alone() {
        server.page("/relay", RELAY)
                .page("/noscript", RELAY.replaceAll("(?s)<script.*", ""))
                .page("/two", "<form></form><form></form><script>document.forms[0].submit()</script>");

        for (String path : List.of("/relay", "/noscript#a=b", "/two#a=b", "/echo#a=b")) {
            Page page = browser.open(server.url(path));
            assertThat(browser.settle(page)).isSameAs(page);
        }
        Page echo = browser.open(server.url("/echo"));
        assertThatThrownBy(() -> browser.submitSelfSubmitting(echo)).hasMessageStartingWith("expected a page whose");
        assertThatThrownBy(() -> browser.relay(echo)).hasMessageStartingWith("expected a page with one form");
    }

    @Test
    void step_sends_the_form_and_shows_the_redirect() {
        server.page("/relay", RELAY).redirect(303, "/received", "/home");

        Page step = browser.step(browser.open(server.url("/relay#x")));

        assertThat(step.status()).isEqualTo(303);
        assertThat(browser.settle(browser.open(server.url("/relay#x"))).body()).startsWith("GET /home\n");
    }

    @Test
    void form_that_sends_itself_for_ever_is_given_up() {
        server.page("/loop", "<form method=post action=/loop></form><script>document.forms[0].submit()</script>");

        assertThatThrownBy(() -> browser.settle(browser.open(server.url("/loop"))))
                .hasMessageStartingWith("more than 10 pages");
    }

    @ParameterizedTest
    @CsvSource({"FORM_POST_OVERSIZED, form_post", "FRAGMENT_OVERSIZED, fragment"})
    void oversized_answers_arrive(Misbehaviour misbehaviour, String mode) {
        provider.misbehave(misbehaviour);
        server.page("/relay", RELAY);
        String callback = server.url(mode.equals("fragment") ? "/relay" : "/received");

        Page page = browser.signIn(client.authorizationUrl("response_mode", mode, "redirect_uri", callback), "alice");

        assertThat(page.body().length()).isGreaterThan(200_000);
    }
}
