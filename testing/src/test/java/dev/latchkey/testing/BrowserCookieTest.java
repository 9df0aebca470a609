package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserCookieTest {
    private static final String HTTPS = "https://app.example.com/a/b";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private final TestBrowser browser = new TestBrowser(now::get);

    /** Which addresses a cookie goes to that another address set. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://app.example.com/a/b | c=1                          | https://app.example.com/a       | true",
                "https://app.example.com/a/b | c=1                          | https://app.example.com/a/x     | true",
                "https://app.example.com/a/b | c=1                          | https://app.example.com/ab      | false",
                "https://app.example.com/a/b | c=1                          | https://app.example.com/        | false",
                "https://app.example.com/a/b | c=1; Path=/                  | https://app.example.com:8443/   | true",
                "https://app.example.com/a/b | c=1; path=/                  | http://app.example.com/         | true",
                "https://app.example.com/a/b | c=1; Path=/; Secure          | http://app.example.com/         | false",
                "https://app.example.com/a/b | c=1; Path=/                  | https://x.app.example.com/      | false",
                "https://app.example.com/a/b | c=1; Path=/; Domain=example.com   | https://x.example.com/     | true",
                "https://app.example.com/a/b | c=1; Path=/; Domain=.Example.com  | https://example.com/       | true",
                "https://app.example.com/a/b | c=1; Path=/; Domain=example.com   | https://badexample.com/    | false",
                "https://app.example.com/a/b | c=1; Path=/; Domain=other.example | https://app.example.com/   | false",
                "https://app.example.com/a/b | c=1; Path=/; Domain=com           | https://app.example.com/   | false",
                "http://app.example.com/     | c=1; Secure                  | https://app.example.com/        | false",
                "http://localhost:8080/      | c=1; Secure                  | http://localhost:9090/          | true",
                "http://localhost:8080/      | c=1; Domain=localhost        | http://localhost:9090/          | true",
                "http://localhost:8080/      | c=1                          | http://127.0.0.1:8080/          | false",
                "http://localhost:8080/      | __Host-c=1; Secure; Path=/   | http://localhost:8080/          | false",
                "https://app.example.com/a/b | __Host-c=1; Secure; Path=/   | https://app.example.com/        | true",
                "https://app.example.com/a/b | __Host-c=1; Path=/           | https://app.example.com/        | false",
                "https://app.example.com/a/b | __Host-c=1; Secure           | https://app.example.com/a       | false",
                "https://app.example.com/a/b | __host-c=1; Secure; Path=/; Domain=app.example.com | https://app.example.com/ | false",
                "https://app.example.com/a/b | __Secure-c=1; Path=/         | https://app.example.com/        | false",
                "https://app.example.com/a/b | __Secure-c=1; Path=/; Secure | https://app.example.com/        | true",
                "https://app.example.com/a/b | c=1; Path=/; SameSite=None   | https://app.example.com/        | false",
                "https://app.example.com/a/b | =1; Path=/                   | https://app.example.com/        | false"
            })
    void cookie_goes_where_it_belongs(String from, String header, String to, boolean sent) {
        browser.setCookie(from, header);

        assertThat(browser.cookies(to)).hasSize(sent ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Max-Age=60                                        | 60",
                "Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT | 60",
                "Expires=Tue, 01 Jan 2030 00:01:00 GMT             | 60",
                "Expires=Tue, 01-Jan-2030 00:01:00 GMT             | 60",
                "Max-Age=999999999999                              | 34560000"
            })
    void cookie_ends_in_time(String attributes, long seconds) {
        browser.setCookie(HTTPS, "c=1; Path=/; " + attributes);
        now.updateAndGet(time -> time.plusSeconds(seconds - 1));
        assertThat(browser.cookies(HTTPS)).hasSize(1);

        now.updateAndGet(time -> time.plusSeconds(1));

        assertThat(browser.cookies(HTTPS)).isEmpty();
    }

    @Test
    void cookie_is_replaced_and_deleted_by_its_name_domain_and_path() {
        browser.setCookie(HTTPS, "c=1; Path=/");
        browser.setCookie(HTTPS, "c=2; Path=/a");
        browser.setCookie(HTTPS, "c=3; Path=/");
        assertThat(browser.cookies(HTTPS)).extracting(BrowserCookie::value).containsExactly("2", "3");

        browser.setCookie(HTTPS, "c=; Path=/; Max-Age=0");
        assertThat(browser.cookies(HTTPS)).extracting(BrowserCookie::value).containsExactly("2");
        browser.setCookie(HTTPS, "c=; Path=/a; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
        assertThat(browser.cookies(HTTPS)).isEmpty();
    }

    @Test
    void plain_http_does_not_replace_a_secure_cookie() {
        browser.setCookie(HTTPS, "c=1; Path=/; Secure");

        browser.setCookie("http://app.example.com/", "c=2; Path=/");

        assertThat(browser.cookies(HTTPS)).extracting(BrowserCookie::value).containsExactly("1");
    }

    @Test
    void session_cookies_end_with_the_browser() {
        browser.setCookie(HTTPS, "session=1");
        browser.setCookie(HTTPS, "lasting=1; Max-Age=60");

        browser.closeSession();

        assertThat(browser.cookie("session")).isNull();
        assertThat(browser.cookie("lasting")).isNotNull().satisfies(cookie -> {
            assertThat(cookie.expiresAt()).isEqualTo(now.get().plus(Duration.ofMinutes(1)));
            assertThat(cookie.endsWithBrowser()).isFalse();
        });
    }

    @Test
    void thief_has_a_copy_of_his_own() {
        browser.setCookie(HTTPS, "c=1; HttpOnly");
        TestBrowser thief = browser.copy();

        browser.clearCookies();
        thief.setCookie(HTTPS, "d=1");

        assertThat(thief.cookies(HTTPS)).extracting(BrowserCookie::name).containsExactly("c", "d");
        assertThat(browser.cookies(HTTPS)).isEmpty();
    }

    @Test
    void attributes_can_be_read() {
        browser.setCookie(HTTPS, "c=a=b; Secure; HttpOnly; SameSite=Strict; Domain=example.com; Path=/");

        assertThat(browser.cookie("c")).isNotNull().satisfies(cookie -> {
            assertThat(cookie.value()).isEqualTo("a=b");
            assertThat(cookie.domain()).isEqualTo("example.com");
            assertThat(cookie.hostOnly()).isFalse();
            assertThat(cookie.secure()).isTrue();
            assertThat(cookie.httpOnly()).isTrue();
            assertThat(cookie.sameSite()).isEqualTo("strict");
        });
        browser.deleteCookie("c");
        assertThat(browser.cookie("c")).isNull();
    }

    @Test
    void same_site_decides_what_another_site_can_cause() {
        try (EchoServer server = new EchoServer()) {
            browser.setCookie(server.url("/"), "strict=1; SameSite=Strict");
            browser.setCookie(server.url("/"), "lax=1; SameSite=Lax");
            browser.setCookie(server.url("/"), "unset=1");
            browser.setCookie(server.url("/"), "none=1; SameSite=None; Secure");
            Page here = browser.open(server.url("/"));
            Page there = browser.open(server.otherSite("/"));
            String target = server.url("/x");
            List<String> all = List.of("strict=1", "lax=1", "unset=1", "none=1");

            assertThat(sent(browser.open(target))).isEqualTo(all);
            assertThat(sent(browser.open(here, target))).isEqualTo(all);
            assertThat(sent(browser.post(here, target, Map.of()))).isEqualTo(all);
            assertThat(sent(browser.open(there, target))).containsExactly("lax=1", "unset=1", "none=1");
            assertThat(sent(browser.post(there, target, Map.of()))).containsExactly("none=1");
            assertThat(sent(browser.fetch(there, target))).containsExactly("none=1");
        }
    }

    @Test
    void cookies_of_answers_are_kept() {
        try (EchoServer server = new EchoServer()) {
            server.cookie("/set", "c=1; Path=/");
            browser.open(server.url("/set"));

            assertThat(sent(browser.open(server.url("/x")))).containsExactly("c=1");
        }
    }

    private static List<String> sent(Page page) {
        return page.body()
                .lines()
                .filter(line -> line.startsWith("cookie: "))
                .flatMap(line -> List.of(line.substring("cookie: ".length()).split("; ", -1)).stream())
                .toList();
    }
}
