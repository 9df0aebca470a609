package dev.latchkey;

import static dev.latchkey.failure.FailureReason.WEBFINGER_REFUSED;
import static dev.latchkey.failure.FailureReason.WEBFINGER_WITHOUT_ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.HttpSettings;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.http.HttpCall;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is asked over https stays on https. */
class WebFingerOverHttpsTest {
    private static final String PATH = "/.well-known/webfinger";

    private final FakeProvider network = new FakeProvider();
    private final WebFinger webFinger =
            WebFinger.allowing("example.com", "localhost:8080").transport(network);

    private static String link(String href) {
        return "{\"links\":[{\"rel\":\"http://openid.net/specs/connect/1.0/issuer\",\"href\":\"" + href + "\"}]}";
    }

    @Test
    void other_machines_are_asked_over_https() {
        network.on(PATH, link("https://idp.example.net"));

        for (String typed : new String[] {
            "joe@example.com", "acct:joe@EXAMPLE.com", "example.com", "example.com/joe", "https://example.com/joe#x"
        }) {
            assertThat(webFinger.issuer(typed)).as(typed).isEqualTo("https://idp.example.net");
        }
        assertThat(network.calls()).extracting(HttpCall::uri).allSatisfy(WebFingerOverHttpsTest::isHttps);
        assertThat(network.calls().get(0).headers()).containsEntry("Accept", "application/jrd+json, application/json");
    }

    private static void isHttps(URI uri) {
        assertThat(uri.getScheme()).isEqualTo("https");
        assertThat(uri.getHost()).isEqualToIgnoringCase("example.com");
    }

    @Test
    void plain_http_is_refused_for_other_machines() {
        Refusal.of(WEBFINGER_REFUSED, () -> webFinger.issuer("http://example.com/joe"));

        assertThat(network.calls()).isEmpty();
    }

    @Test
    void a_redirect_to_a_service_of_this_machine_is_not_followed_even_if_its_host_is_allowed() {
        network.on(PATH, call -> FakeProvider.redirect("http://localhost:8080/secret"));

        Refusal.of(WEBFINGER_REFUSED, () -> webFinger.issuer("joe@example.com"));
        assertThat(network.calls("/secret")).isEmpty();
    }

    @Test
    void another_machine_does_not_name_an_issuer_on_this_one() {
        network.on(PATH, link("http://localhost:8080"));

        Refusal.of(WEBFINGER_WITHOUT_ISSUER, () -> webFinger.issuer("joe@example.com"));
    }

    @Test
    void the_time_limit_of_the_settings_holds_in_either_order() {
        network.on(PATH, link("https://idp.example.net"));
        HttpSettings settings = HttpSettings.defaults().timeout(Duration.ofSeconds(7));

        WebFinger.allowing("example.com").http(settings).transport(network).issuer("joe@example.com");
        WebFinger.allowing("example.com").transport(network).http(settings).issuer("joe@example.com");

        assertThat(network.calls())
                .extracting(HttpCall::timeout)
                .containsExactly(settings.timeout(), settings.timeout());
    }
}
