package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.Requests;
import dev.latchkey.http.WebRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is redirected, who gets a page, and who gets a status. */
class RequestKindTest {
    private static final String NAVIGATE = "Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document";

    private static WebRequest request(String method, String headers) {
        Requests request = Requests.of(method, "/");
        for (String header : headers.split("; ", -1)) {
            if (!header.isEmpty()) {
                request.header(header.split(": ", 2)[0], header.split(": ", 2)[1]);
            }
        }
        return request.build();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "navigation|GET|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document; Accept: text/html|NAVIGATION",
                "navigation that takes anything|GET|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document|NAVIGATION",
                "form|POST|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document|FORM_NAVIGATION",
                "HEAD|HEAD|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document; Accept: text/html|OTHER",
                "PUT|PUT|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document|OTHER",
                "DELETE|DELETE|Accept: text/html|OTHER",
                "get in lower case|get|Accept: text/html|OTHER",
                "fetch|GET|Sec-Fetch-Mode: cors; Sec-Fetch-Dest: empty; Accept: */*|OTHER",
                "fetch for HTML|GET|Sec-Fetch-Mode: cors; Sec-Fetch-Dest: empty; Accept: text/html|OTHER",
                "fetch same-origin|GET|Sec-Fetch-Mode: same-origin; Sec-Fetch-Dest: empty|OTHER",
                "htmx|GET|Sec-Fetch-Mode: cors; Sec-Fetch-Dest: empty; HX-Request: true; Accept: text/html|OTHER",
                "htmx without Fetch metadata|GET|HX-Request: true; Accept: text/html|OTHER",
                "XMLHttpRequest|GET|X-Requested-With: XMLHttpRequest; Accept: text/html|OTHER",
                "EventSource|GET|Accept: text/event-stream; Sec-Fetch-Mode: cors; Sec-Fetch-Dest: empty|OTHER",
                "EventSource, old|GET|Accept: text/event-stream|OTHER",
                "EventSource that takes pages too|GET|Accept: text/event-stream, text/html|OTHER",
                "curl|GET|Accept: */*; User-Agent: curl/8.0|OTHER",
                "nothing|GET|''|OTHER",
                "API client|GET|Accept: application/json|OTHER",
                "image|GET|Sec-Fetch-Mode: no-cors; Sec-Fetch-Dest: image; Accept: image/*|OTHER",
                "style|GET|Sec-Fetch-Mode: no-cors; Sec-Fetch-Dest: style; Accept: text/css|OTHER",
                "iframe|GET|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: iframe; Accept: text/html|OTHER",
                "frame|GET|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: frame; Accept: text/html|OTHER",
                "object|GET|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: object; Accept: text/html|OTHER",
                "prefetch|GET|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document; Sec-Purpose: prefetch|OTHER",
                "prerender|GET|Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document; Sec-Purpose: prefetch;prerender|OTHER",
                "prefetch, old|GET|Accept: text/html; Purpose: prefetch|OTHER",
                "Safari without Fetch metadata|GET|Accept: text/html,application/xhtml+xml,*/*;q=0.8|NAVIGATION",
                "Safari's form|POST|Accept: text/html,application/xhtml+xml|FORM_NAVIGATION",
                "WebSocket|GET|Sec-Fetch-Mode: websocket; Sec-Fetch-Dest: websocket; Upgrade: websocket|OTHER",
                "WebSocket, old|GET|Upgrade: websocket; Accept: text/html|OTHER",
                "preflight|OPTIONS|Origin: https://x; Access-Control-Request-Method: GET; Sec-Fetch-Mode: cors|OTHER",
                "service worker|GET|Sec-Fetch-Mode: same-origin; Sec-Fetch-Dest: serviceworker|OTHER"
            })
    void a_request_is_what_its_headers_say(String title, String method, String headers, RequestKind kind) {
        assertThat(RequestKind.of(request(method, headers))).as(title).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPTIONS|Origin: https://x; Access-Control-Request-Method: GET|true",
                "OPTIONS|Origin: https://x; Access-Control-Request-Method: GET; X-HTTP-Method-Override: GET|false",
                "OPTIONS|Origin: https://x; Access-Control-Request-Method: GET; X-HTTP-Method: DELETE|false",
                "OPTIONS|Origin: https://x; Access-Control-Request-Method: GET; X-Method-Override: POST|false",
                "OPTIONS|Origin: https://x|false",
                "OPTIONS|Access-Control-Request-Method: GET|false",
                "OPTIONS|''|false",
                "GET|Origin: https://x; Access-Control-Request-Method: GET|false",
                "POST|Origin: https://x; Access-Control-Request-Method: GET|false"
            })
    void a_preflight_is_an_options_request_of_a_script(String method, String headers, boolean isPreflight) {
        assertThat(RequestKind.isPreflight(request(method, headers))).isEqualTo(isPreflight);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|Sec-Fetch-Site: same-origin|true",
                "GET|Sec-Fetch-Site: none|true",
                "GET|Sec-Fetch-Site: same-site|false",
                "GET|Sec-Fetch-Site: cross-site|false",
                "GET|''|false",
                "GET|Origin: https://app.example.com|false",
                "POST|Origin: https://app.example.com|true",
                "POST|Origin: https://evil.example|false",
                "POST|Origin: null|false",
                "POST|''|false",
                "POST|Sec-Fetch-Site: cross-site; Origin: https://app.example.com|false"
            })
    void only_this_origin_and_the_user_alone_may_sign_out_without_a_question(
            String method, String headers, boolean isOurs) {
        assertThat(RequestKind.isFromThisOrigin(request(method, headers), "https://app.example.com"))
                .isEqualTo(isOurs);
    }

    @Test
    void an_image_or_a_web_socket_is_not_the_user_at_work() {
        assertThat(RequestKind.countsAsUse(request("GET", NAVIGATE))).isTrue();
        assertThat(RequestKind.countsAsUse(request("GET", "Sec-Fetch-Dest: empty")))
                .isTrue();
        assertThat(RequestKind.countsAsUse(request("GET", ""))).isTrue();
        assertThat(RequestKind.countsAsUse(request("GET", "Sec-Fetch-Dest: image")))
                .isFalse();
        assertThat(RequestKind.countsAsUse(request("GET", "Upgrade: websocket")))
                .isFalse();
    }
}
