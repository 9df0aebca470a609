package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.WEBFINGER_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Discovery §2.1.2: what users type, and what becomes of it. */
class WebFingerResourceTest {
    @ParameterizedTest
    @CsvSource({
        "joe@example.com,                   acct:joe@example.com,              https://example.com",
        "acct:joe@example.com,              acct:joe@example.com,              https://example.com",
        "ACCT:Joe@Example.com,              acct:Joe@Example.com,              https://Example.com",
        "joe@example.com:8443,              acct:joe@example.com:8443,         https://example.com:8443",
        "joe+tag%40x@example.com,           acct:joe+tag%40x@example.com,      https://example.com",
        "joe@localhost:8080,                acct:joe@localhost:8080,           http://localhost:8080",
        "joe@[::1]:8080,                    acct:joe@[::1]:8080,               http://[::1]:8080",
        "https://example.com/joe,           https://example.com/joe,           https://example.com",
        "https://example.com:8443/joe?x=1,  https://example.com:8443/joe?x=1,  https://example.com:8443",
        "https://example.com,               https://example.com,               https://example.com",
        "http://localhost:8080/joe,         http://localhost:8080/joe,         http://localhost:8080",
        "example.com,                       https://example.com/,              https://example.com",
        "example.com:8080,                  https://example.com:8080/,         https://example.com:8080",
        "example.com/joe,                   https://example.com/joe,           https://example.com",
        "example.com/@joe,                  https://example.com/@joe,          https://example.com",
        "https://example.com/joe#fragment,  https://example.com/joe,           https://example.com",
        "joe@example.com#fragment,          acct:joe@example.com,              https://example.com",
        "https://example.com//evil.example, https://example.com//evil.example, https://example.com",
        "https://example.com/joe@evil,      https://example.com/joe@evil,      https://example.com",
    })
    void what_is_typed_gets_its_normal_form(String typed, String resource, String origin) {
        assertThat(WebFingerResource.parse(typed)).isEqualTo(new WebFingerResource(resource, origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "#x",
                "@",
                "@example.com",
                "joe@",
                "acct:",
                "acct:joe",
                "acct:@example.com",
                "acct:joe@",
                "acct:joe@example.com/x",
                "acct:joe@example.com?x",
                "acct://joe@example.com",
                "acct:a@b@evil.example",
                "a@b@evil.example",
                "joe@example.com@evil.example",
                "https://allowed.example.com@evil.example",
                "https://allowed.example.com:x@evil.example/",
                "https://joe@example.com/",
                "allowed.example.com:443@evil.example/x",
                "joe@example.com/x",
                "https://evil.example\\@allowed.example.com",
                "https://allowed.example.com\\.evil.example",
                "https:\\\\allowed.example.com",
                "joe@example.com\\x",
                "https://allowed.example.com%2f@evil.example",
                "https://allowed.example.com%00.evil.example",
                "https://allowed.example.com%23.evil.example",
                "https://allowed.example.com%",
                "joe%zz@example.com",
                " joe@example.com",
                "joe@example.com ",
                "joe@exam ple.com",
                "joe@example.com\t",
                "joe@example.com\n",
                "joe@example.com\r\nHost: evil.example",
                "joe@example.com\u0000",
                "https://exam\tple.com/",
                "joe@ex\u0430mple.com",
                "https://ex\u0430mple.com/",
                "joe@example\u3002com",
                "joe@example\uff0ecom",
                "https://\u2460.example.com/",
                "j\u00f6e@example.com",
                "joe@example.com\u200b",
                "joe@\u202eexample.com",
                "//evil.example",
                "///evil.example",
                "/evil",
                "https:evil.example",
                "https:/evil.example",
                "https://",
                "https:///evil.example",
                "https://:443/",
                "https://example.com:/",
                "https://example.com:x/",
                "https://example.com:123456/",
                "https://example.com:-1/",
                "example.com:",
                "https://[::1/",
                "https://[x]/",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "ftp://example.com/",
                "gopher://x/",
                "mailto:joe@example.com",
                "urn:x",
                "xri://=joe",
                "=joe",
                "+joe",
                "!joe",
                "$joe",
                "device:p1.example.com",
                "<joe@example.com>",
                "\"joe\"@example.com",
                "{joe}@example.com",
                "joe|x@example.com",
                "joe^@example.com"
            })
    void anything_else_is_refused(String typed) {
        Refusal.of(WEBFINGER_REFUSED, () -> WebFingerResource.parse(typed));
    }

    @Test
    void five_hundred_and_twelve_characters_are_enough() {
        String joe = "@example.com";
        String longest = "j".repeat(512 - joe.length()) + joe;

        assertThat(WebFingerResource.parse(longest).resource()).isEqualTo("acct:" + longest);
        Refusal.of(WEBFINGER_REFUSED, () -> WebFingerResource.parse("j" + longest));
        Refusal.of(WEBFINGER_REFUSED, () -> WebFingerResource.parse("joe@example.com#" + "x".repeat(500)));
    }

    @Test
    void the_query_escapes_resource_and_relation() {
        assertThat(WebFingerResource.parse("joe+a&rel=x@example.com")
                        .query("http://openid.net/specs/connect/1.0/issuer"))
                .hasToString("https://example.com/.well-known/webfinger?resource=acct%3Ajoe%2Ba%26rel%3Dx%40example.com"
                        + "&rel=http%3A%2F%2Fopenid.net%2Fspecs%2Fconnect%2F1.0%2Fissuer");
    }
}
