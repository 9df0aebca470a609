package dev.latchkey.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.BaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a return target leads, it is on this origin (CWE-601). */
class ReturnToTest {
    private static final String ORIGIN = "https://app.example.com";
    private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]{4,5})}");

    static Stream<String> attacks() throws IOException {
        try (InputStream file = Objects.requireNonNull(ReturnToTest.class.getResourceAsStream("open-redirects.txt"))) {
            List<String> lines = new String(file.readAllBytes(), UTF_8).lines().toList();
            return lines.stream().filter(line -> !line.startsWith("# ")).map(ReturnToTest::unescaped);
        }
    }

    private static String unescaped(String line) {
        return CHARACTER
                .matcher(line)
                .replaceAll(c -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(c.group(1), 16))));
    }

    @Test
    void there_are_many_attacks() throws IOException {
        assertThat(attacks()).hasSizeGreaterThan(250).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void no_attack_leaves_the_origin(String attack) {
        assertStaysHere(ReturnTo.orHome(attack));
        assertStaysHere(ReturnTo.orHome("/" + attack));
        assertStaysHere(ReturnTo.orHome("/path/" + attack));
        assertStaysHere(ReturnTo.orHome("/path?next=" + attack));
    }

    @Test
    void no_random_text_leaves_the_origin() {
        Random random = new Random(20260301);
        String alphabet = "/\\.%25cfCF:@?#;[]{}|^ \t\r\n\u0000a\u2028\uff0f";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "/" : "");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertStaysHere(ReturnTo.orHome(text.toString()));
        }
    }

    private static void assertStaysHere(String target) {
        assertThat(target).startsWith("/").hasSizeLessThanOrEqualTo(512);
        assertThat(target.chars()).allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        assertThat(originByJava(target)).as(target).isEqualTo(ORIGIN);
        assertThat(originInABrowser(target)).as(target).isEqualTo(ORIGIN);
        assertThat(originInABrowser(target.replace("%5C", "\\").replace("%5c", "\\")))
                .as(target)
                .isEqualTo(ORIGIN);
        for (String base : List.of(ORIGIN, ORIGIN + "/shop")) {
            URI location = BaseUrl.parse(base).resolve(target);
            assertThat(location.toString()).startsWith(base + "/");
            assertThat(originInABrowser(location.toString())).isEqualTo(ORIGIN);
        }
    }

    private static String originByJava(String target) {
        URI resolved = URI.create(ORIGIN + "/redirect_uri").resolve(target);
        return resolved.getScheme() + "://" + resolved.getRawAuthority();
    }

    /** As the WHATWG URL Standard resolves a reference against a URL of a special scheme (§4.4). */
    private static String originInABrowser(String reference) {
        String url = reference.strip().replaceAll("[\\t\\n\\r]", "").replace('\\', '/');
        Matcher scheme = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):").matcher(url);
        if (scheme.lookingAt()) {
            return scheme.group(1).toLowerCase(Locale.ROOT) + "://" + host(url.substring(scheme.end()));
        }
        return url.startsWith("//") ? "https://" + host(url) : ORIGIN;
    }

    private static String host(String afterScheme) {
        String authority = afterScheme.replaceAll("^/+", "").split("[/?#]", 2)[0];
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/me",
                "/orders/17?sort=date&page=2",
                "/orders/17/",
                "/search?q=a+b%20c&next=https://elsewhere.example/",
                "/search?q=%C3%A9&x=%2F%2F",
                "/a%20b/c%2Fd",
                "/caf%C3%A9",
                "/a;v=1/b,c/d=e/(f)/'g'/*/!/~/$/+",
                "/@user:name",
                "/a//b",
                "/?",
                "/?a[]=1&a[]=2",
                "/..hidden",
                "/a/../b"
            })
    void a_path_on_this_origin_passes_unchanged(String target) {
        assertThat(ReturnTo.orHome(target)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/a|b /a%7Cb",
                "/a?b={c} /a?b=%7Bc%7D",
                "/{id}/^/` /%7Bid%7D/%5E/%60",
                "/a?q=<b> /a?q=%3Cb%3E",
                "/items[1] /items%5B1%5D",
                "/search?q=100% /search?q=100%25",
                "/search?q=100%&p=%zz&r=%41 /search?q=100%25&p=%25zz&r=%41"
            })
    void characters_that_browsers_send_raw_are_escaped(String target, String expected) {
        assertThat(ReturnTo.orHome(target)).isEqualTo(expected);
        assertThat(URI.create(ORIGIN + expected)).isNotNull();
    }

    @Test
    void a_missing_or_overlong_target_is_the_home_page() {
        assertThat(ReturnTo.orHome(null)).isEqualTo("/");
        assertThat(ReturnTo.orHome("/" + "a".repeat(511))).hasSize(512);
        assertThat(ReturnTo.orHome("/" + "a".repeat(512))).isEqualTo("/");
        assertThat(ReturnTo.orHome("/?" + "|".repeat(300))).isEqualTo("/");
    }
}
