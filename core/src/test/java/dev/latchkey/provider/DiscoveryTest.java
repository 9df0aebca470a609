package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.PROVIDER_ANSWER_TOO_LARGE;
import static dev.latchkey.failure.FailureReason.PROVIDER_BAD_ANSWER;
import static dev.latchkey.failure.FailureReason.PROVIDER_TIMEOUT;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpTransport.AnswerTooLarge;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Discovery §4: on first use, one call at a time, healing itself. */
class DiscoveryTest {
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    private final FakeProvider network = new FakeProvider();
    private final HandClock clock = new HandClock();
    private final Discovery discovery = discovery(Provider.discover(FakeProvider.ISSUER));

    private Discovery discovery(Provider provider) {
        return new Discovery(provider.settings(), Relationships.http(network), clock);
    }

    @Test
    void metadata_are_read_on_first_use_and_again_after_an_hour() {
        assertThat(network.calls()).isEmpty();

        discovery.metadata();
        clock.pass(Duration.ofMinutes(59));
        assertThat(discovery.metadata().tokenEndpoint()).hasToString("https://idp.example.com/token");
        assertThat(network.calls()).hasSize(1);

        clock.pass(Duration.ofMinutes(1));
        network.on(WELL_KNOWN, FakeProvider.metadata().replace("/token", "/token2"));
        assertThat(discovery.metadata().tokenEndpoint()).hasToString("https://idp.example.com/token2");
        assertThat(network.calls()).hasSize(2);
    }

    @Test
    void many_threads_share_one_call() throws InterruptedException, ExecutionException {
        Crowd crowd = new Crowd(50);
        network.on(WELL_KNOWN, call -> {
            crowd.await();
            return FakeProvider.json(200, FakeProvider.metadata());
        });

        assertThat(crowd.run(discovery::metadata))
                .hasSize(50)
                .allMatch(metadata -> metadata.issuer().equals(FakeProvider.ISSUER));
        assertThat(network.calls()).hasSize(1);
    }

    @Test
    void the_first_call_after_the_provider_returns_succeeds() {
        network.goDown();
        Refusal.of(PROVIDER_UNREACHABLE, discovery::metadata);
        Refusal.of(PROVIDER_UNREACHABLE, discovery::metadata);

        network.comeBack();

        assertThat(discovery.metadata().issuer()).isEqualTo(FakeProvider.ISSUER);
    }

    @Test
    void the_last_known_metadata_are_used_while_the_provider_is_down() {
        discovery.metadata();
        clock.pass(Duration.ofDays(3));
        network.goDown();
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 10; i++) {
                assertThat(discovery.metadata().issuer()).isEqualTo(FakeProvider.ISSUER);
            }
            assertThat(log.warnings()).isEqualTo(1);
        }
        assertThat(network.calls()).hasSize(2);

        network.comeBack();
        network.on(WELL_KNOWN, FakeProvider.metadata().replace("/token", "/token2"));
        clock.pass(Duration.ofMinutes(1));
        assertThat(discovery.metadata().tokenEndpoint()).hasToString("https://idp.example.com/token2");
    }

    @Test
    void failures_say_what_happened_at_which_url() {
        assertFails(PROVIDER_TIMEOUT, call -> {
            throw new HttpTimeoutException("slow");
        });
        clock.pass(Duration.ofSeconds(3));
        assertFails(PROVIDER_ANSWER_TOO_LARGE, call -> {
            throw new AnswerTooLarge(call.maxBody());
        });
        assertFails(PROVIDER_BAD_ANSWER, call -> FakeProvider.json(500, "{}"));
        assertFails(PROVIDER_BAD_ANSWER, call -> FakeProvider.json(204, ""));
        assertFails(PROVIDER_BAD_ANSWER, call -> new HttpAnswer(200, Map.of(), new byte[] {(byte) 0xff}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/jwt", "application/jsonp", "json", ""})
    void a_document_of_another_type_is_refused(String type) {
        byte[] document = FakeProvider.metadata().getBytes(StandardCharsets.UTF_8);
        assertFails(PROVIDER_BAD_ANSWER, call -> new HttpAnswer(200, Map.of("Content-Type", type), document));
    }

    private void assertFails(FailureReason reason, FakeProvider.Endpoint endpoint) {
        network.on(WELL_KNOWN, endpoint);
        assertThat(Refusal.of(reason, discovery::metadata))
                .hasMessageContaining("discovery document https://idp.example.com/.well-known/openid-configuration");
    }

    @Test
    void three_redirects_are_followed_and_a_fourth_is_not() {
        network.on(WELL_KNOWN, call -> FakeProvider.redirect("/1"));
        network.on("/1", call -> FakeProvider.redirect("https://other.example.com/2"));
        network.on("/2", call -> FakeProvider.redirect("3"));
        network.on("/3", FakeProvider.metadata());
        assertThat(discovery.metadata().issuer()).isEqualTo(FakeProvider.ISSUER);
        assertThat(network.only("/3").uri()).hasToString("https://other.example.com/3");

        network.on("/3", call -> FakeProvider.redirect("/4"));
        network.on("/4", FakeProvider.metadata());
        Refusal.of(
                PROVIDER_BAD_ANSWER,
                () -> discovery(Provider.discover(FakeProvider.ISSUER)).metadata());
        assertThat(network.calls("/4")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://idp.example.com/x",
                "file:///etc/passwd",
                "https:opaque",
                "https:///x",
                "mailto:a@b",
                "https://a b",
                "",
                "%"
            })
    void a_redirect_to_anything_but_an_https_url_is_not_followed(String location) {
        network.on(WELL_KNOWN, call -> FakeProvider.redirect(location));

        assertThat(catchThrowable(discovery::metadata)).isInstanceOf(OidcException.class);
        assertThat(network.calls()).allMatch(call -> call.uri().toString().startsWith("https://idp.example.com/"));
    }

    @Test
    void another_discovery_url_and_adjusted_endpoints_are_used() {
        network.on("/inner", FakeProvider.metadata());
        Provider provider = Provider.discover(FakeProvider.ISSUER)
                .discoveryUrl("https://inner.example.com/inner")
                .adjustMetadata(metadata -> metadata.tokenEndpoint("https://inner.example.com/token"));

        ProviderMetadata metadata = discovery(provider).metadata();

        assertThat(metadata.tokenEndpoint()).hasToString("https://inner.example.com/token");
        assertThat(metadata.authorizationEndpoint()).hasToString("https://idp.example.com/authorize");
        Refusal.of(
                SETTING_INVALID,
                () -> discovery(Provider.discover(FakeProvider.ISSUER)
                                .adjustMetadata(m -> m.with("issuer", "https://x")))
                        .metadata());
    }

    @Test
    void static_metadata_are_never_read() {
        Discovery given = discovery(Provider.of(Relationships.metadata()));
        clock.pass(Duration.ofDays(1000));

        assertThat(given.metadata().jwksUri()).hasToString("https://idp.example.com/jwks");
        assertThat(network.calls()).isEmpty();
    }
}
