package dev.latchkey;

import static dev.latchkey.failure.FailureReason.PROVIDER_BAD_ANSWER;
import static dev.latchkey.failure.FailureReason.WEBFINGER_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.LoopbackServer;
import dev.latchkey.fixture.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7033 §4.2: a host may send us on, but only to hosts that are allowed. */
class WebFingerRedirectTest {
    private final LoopbackServer server = new LoopbackServer();
    private final LoopbackServer elsewhere = new LoopbackServer();
    private final WebFinger webFinger = WebFinger.allowing(server.authority());

    @AfterEach
    void close() {
        server.close();
        elsewhere.close();
    }

    private void refused(FailureReason reason) {
        Refusal.of(reason, () -> webFinger.issuer("joe@" + server.authority()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirects_to_allowed_hosts_are_followed(int status) {
        elsewhere.answers(
                200,
                "application/jrd+json",
                "{\"links\":[{\"rel\":\"http://openid.net/specs/connect/1.0/issuer\",\"href\":\"https://idp.example.com\"}]}");
        server.redirects(status, "http://" + elsewhere.authority() + "/moved?x=1");
        WebFinger both = WebFinger.allowing(server.authority(), elsewhere.authority());

        assertThat(both.issuer("joe@" + server.authority())).isEqualTo("https://idp.example.com");
        assertThat(elsewhere.requests()).containsExactly("/moved?x=1");
    }

    @Test
    void a_redirect_to_a_host_that_is_not_allowed_is_not_followed() {
        server.redirects(302, "http://" + elsewhere.authority() + "/");
        refused(WEBFINGER_REFUSED);
        server.redirects(302, "//" + elsewhere.authority() + "/");
        refused(WEBFINGER_REFUSED);
        server.redirects(302, "http://" + server.authority() + "@" + elsewhere.authority() + "/");
        refused(WEBFINGER_REFUSED);

        assertThat(elsewhere.requests()).isEmpty();
        assertThat(server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "http://169.254.169.254/latest/meta-data",
                "http://[::ffff:127.0.0.1]/",
                "http://2130706433/",
                "file:///etc/passwd",
                "javascript:x",
                "mailto:joe@example.com",
                "ftp://x/"
            })
    void a_redirect_to_anything_forbidden_is_not_followed(String location) {
        server.redirects(302, location);

        refused(WEBFINGER_REFUSED);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://exa mple/", "http://[x]/", "\\\\evil.example", "%"})
    void a_redirect_to_what_is_no_url_is_no_answer(String location) {
        server.redirects(302, location);

        refused(PROVIDER_BAD_ANSWER);
    }

    @Test
    void a_loop_of_redirects_ends_after_three() {
        server.redirects(302, "/again");

        refused(PROVIDER_BAD_ANSWER);
        assertThat(server.requests()).hasSize(4);
    }
}
