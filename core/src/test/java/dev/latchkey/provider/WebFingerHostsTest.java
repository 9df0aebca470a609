package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static dev.latchkey.failure.FailureReason.WEBFINGER_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs a list of hosts lets through. */
class WebFingerHostsTest {
    private static final Map<String, List<String>> ADDRESSES = Map.of(
            "a.example.com", List.of("8.8.8.8", "2606:4700::1111"),
            "deep.a.example.com", List.of("8.8.8.8"),
            "loopback.example.com", List.of("127.0.0.1"),
            "mixed.example.com", List.of("8.8.8.8", "10.0.0.1"),
            "metadata.example.com", List.of("169.254.169.254"),
            "local6.example.com", List.of("fd00::1"));

    private final List<String> lookedUp = new ArrayList<>();

    private void require(String url, String... allowed) {
        assertThat(new WebFingerHosts(List.of(allowed), this::addresses).requireAllowed(URI.create(url)))
                .hasToString(url);
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        lookedUp.add(host);
        List<String> known = ADDRESSES.get(host);
        if (known == null) {
            throw new UnknownHostException(host);
        }
        InetAddress[] addresses = new InetAddress[known.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(known.get(i));
        }
        return addresses;
    }

    @Test
    void an_exact_host_is_asked_without_a_look_at_its_address() {
        require("https://example.com/x", "example.com");
        require("https://EXAMPLE.com/x", "Example.COM");
        require("https://example.com:443/x", "example.com");
        require("https://example.com/x", "example.com:443");
        require("https://example.com:8443/x", "example.com:8443");
        require("https://10.0.0.1/x", "10.0.0.1");
        require("https://[::1]:8443/x", "[::1]:8443");
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void a_domain_allows_every_host_below_it_with_public_addresses() {
        require("https://a.example.com/x", "*.example.com");
        require("https://A.Example.com/x", "other.example", "*.EXAMPLE.com");
        require("https://deep.a.example.com:8443/x", "*.example.com:8443");
        assertThat(lookedUp).containsExactly("a.example.com", "a.example.com", "deep.a.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loopback", "mixed", "metadata", "local6"})
    void a_host_that_only_its_domain_allows_must_have_public_addresses_alone(String name) {
        String url = "https://" + name + ".example.com/x";

        Refusal.of(WEBFINGER_REFUSED, () -> require(url, "*.example.com"));
        require(url, "*.example.com", name + ".example.com");
    }

    @Test
    void a_host_that_only_its_domain_allows_must_have_an_address() {
        Refusal.of(PROVIDER_UNREACHABLE, () -> require("https://nowhere.example.com/x", "*.example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/x",
                "https://example.com.evil/x",
                "https://evilexample.com/x",
                "https://example.com./x",
                "https://example.com:8443/x",
                "https://example.com:80/x",
                "https://example.com:0/x",
                "https://user@example.com/x",
                "https://example.com@evil.example/x",
                "https://:@example.com/x",
                "http://example.com/x",
                "HTTP://example.com/x",
                "ftp://example.com/x",
                "https:example.com",
                "mailto:joe@example.com",
                "//example.com/x",
                "/x",
                "https:///x",
                "https://127.0.0.1/x",
                "https://2130706433/x",
                "https://0x7f000001/x",
                "https://0x7f.1/x",
                "https://0177.0.0.1/x",
                "https://127.1/x",
                "https://[::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://[::ffff:7f00:1]/x",
                "https://localhost/x",
                "http://localhost/x",
                "https://xn--exmple-cua.com/x"
            })
    void everything_else_is_refused_before_anybody_looks_it_up(String url) {
        Refusal.of(WEBFINGER_REFUSED, () -> require(url, "example.com", "*.example.com"));
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void a_domain_does_not_allow_itself_or_another_port() {
        Refusal.of(WEBFINGER_REFUSED, () -> require("https://example.com/x", "*.example.com"));
        Refusal.of(WEBFINGER_REFUSED, () -> require("https://a.example.com.:443/x", "*.example.com"));
        Refusal.of(WEBFINGER_REFUSED, () -> require("https://a.example.com:8443/x", "*.example.com"));
        Refusal.of(WEBFINGER_REFUSED, () -> require("https://a.example.com/x", "*.example.com:8443"));
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void plain_http_is_for_this_machine_and_only_where_it_is_allowed_by_name() {
        require("http://localhost:8080/x", "localhost:8080");
        require("http://127.0.0.1:8080/x", "127.0.0.1:8080");
        require("http://[::1]/x", "[::1]");

        Refusal.of(WEBFINGER_REFUSED, () -> require("http://localhost:8081/x", "localhost:8080"));
        Refusal.of(WEBFINGER_REFUSED, () -> require("http://127.0.0.1:8080/x", "localhost:8080"));
        Refusal.of(WEBFINGER_REFUSED, () -> require("http://127.0.0.2:8080/x", "127.0.0.2:8080"));
        Refusal.of(WEBFINGER_REFUSED, () -> require("http://10.0.0.1/x", "10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "*.",
                "*.com",
                "*.0.0.1",
                "a.*.com",
                "*example.com",
                "https://example.com",
                "example.com/x",
                "example.com:",
                "example.com:x",
                "example.com:123456",
                "user@example.com",
                "example.com.",
                ".example.com",
                "exämple.com",
                "[::1",
                "-a.example.com",
                "*.*.example.com"
            })
    void what_is_no_host_is_a_wrong_setting(String host) {
        assertThat(Refusal.of(SETTING_INVALID, () -> WebFingerHosts.of(List.of(host))))
                .hasMessageContaining("WebFinger.allowing");
    }

    @Test
    void no_hosts_are_a_wrong_setting() {
        Refusal.of(SETTING_INVALID, () -> WebFingerHosts.of(List.of()));
    }
}
