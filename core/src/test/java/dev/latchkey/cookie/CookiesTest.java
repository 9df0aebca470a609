package dev.latchkey.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.config.BaseUrl;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.WebRequest;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, attributes, and reading the raw Cookie header. */
class CookiesTest {
    private static Cookies cookies(String baseUrl) {
        return new Cookies(BaseUrl.parse(baseUrl));
    }

    private static WebRequest with(String... headers) {
        Requests request = Requests.get("/");
        for (String header : headers) {
            request.header("Cookie", header);
        }
        return request.build();
    }

    @Test
    void on_https_a_cookie_is_bound_to_the_host() {
        Cookies cookies = cookies("https://app.example.com/shop");

        assertThat(cookies.set(cookies.name("s"), "v", Duration.ofSeconds(90)).header())
                .matches("__Host-latchkey-[A-Za-z0-9_-]{6}-s=v; Path=/; Max-Age=90; Secure; HttpOnly; SameSite=Lax");
        assertThat(cookies.set("n", "v", null).header()).doesNotContain("Max-Age", "Expires");
        assertThat(cookies.delete("n").header()).startsWith("n=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970");
    }

    @Test
    void on_plain_http_a_cookie_has_a_plain_name() {
        Cookies cookies = cookies("http://localhost:8080");

        assertThat(cookies.name("s")).startsWith("latchkey-");
        assertThat(cookies.set("n", "v", null).header()).isEqualTo("n=v; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void applications_on_one_host_have_other_names_and_one_application_has_one() {
        assertThat(cookies("https://app.example.com/a").name("s"))
                .isNotEqualTo(cookies("https://app.example.com/b").name("s"))
                .isEqualTo(cookies("https://APP.example.com:443/a/").name("s"));
        assertThat(cookies("http://localhost:8080").name("s"))
                .isNotEqualTo(cookies("http://localhost:8081").name("s"));
    }

    @Test
    void all_values_are_read_from_all_headers_in_order() {
        assertThat(Cookies.values(with("a=1; b=2;a=3 ;\ta=4", "c=5; a=6"), "a")).containsExactly("1", "3", "4", "6");
        assertThat(Cookies.values(with(), "a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1|1",
                "  a  =  1  |1",
                "a=|''",
                "a=b=c|b=c",
                "a=\"1\"|\"1\"",
                "a=\"1; b=2\"|\"1",
                "a=%31|%31",
                "$Version=1; a=1; $Path=/|1",
                "a=1,b=2|1,b=2",
                ";;;a=1;;|1",
                "x; a=1|1"
            })
    void a_value_is_what_stands_between_equals_and_semicolon(String header, String value) {
        assertThat(Cookies.values(with(header), "a")).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|a",
                "A=1|a",
                "=a=1|a",
                "x=\"; a=1\"|x2",
                "$Version=1; x=\"1, a=2\"|a",
                "x=1, a=2|a",
                "x=1%3B a=2|a",
                "\u00e0=1|a",
                "aa=1|a",
                "a\u00a0=1|a"
            })
    void another_spelling_is_another_cookie(String header, String name) {
        assertThat(Cookies.values(with(header), name)).isEmpty();
    }

    @Test
    void legacy_syntax_does_not_smuggle_a_host_cookie_in() {
        String name = cookies("https://app.example.com").name("s");

        assertThat(Cookies.values(with("$Version=1; x=\"; " + name + "=evil\""), name))
                .containsExactly("evil\"");
        assertThat(Cookies.values(with("$Version=1, " + name + "=evil"), name)).isEmpty();
        assertThat(Cookies.values(with("x=\"y\\\"; " + name), name)).isEmpty();
    }

    @Test
    void cookies_are_found_by_the_beginning_of_their_name() {
        assertThat(Cookies.beginning(with("p-1=a; p-2=b; q=c; p-1=d; p", "p-3=e"), "p-"))
                .extracting(Cookies.Named::name, Cookies.Named::value)
                .containsExactly(tuple("p-1", "a"), tuple("p-2", "b"), tuple("p-1", "d"), tuple("p-3", "e"));
    }

    @Test
    void no_request_makes_us_look_at_more_than_a_few_cookies() {
        String flood = "p-1=a; ".repeat(100_000);

        assertThat(Cookies.beginning(with(flood), "p-")).hasSize(32);
        assertThat(Cookies.values(with(flood), "p-1")).hasSize(4);
    }

    @Test
    void ten_thousand_random_headers_never_throw() {
        Random random = new Random(20260301);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder header = new StringBuilder();
            for (int length = random.nextInt(80); length > 0; length--) {
                header.append(
                        random.nextInt(3) > 0
                                ? ";;==  ,\"$\t\\a".charAt(random.nextInt(11))
                                : (char) random.nextInt(0x10000));
            }
            WebRequest request = with(header.toString());
            assertThat(Cookies.values(request, "never-there")).isEmpty();
            assertThat(Cookies.beginning(request, "")).hasSizeLessThanOrEqualTo(32);
        }
    }
}
