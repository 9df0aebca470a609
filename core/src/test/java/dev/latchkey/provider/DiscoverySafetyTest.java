package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.METADATA_UNUSABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.config.Weakening;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document that is worse than the one before it, or that leads to this machine, is not followed. */
class DiscoverySafetyTest {
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    private final FakeProvider network = new FakeProvider();
    private final HandClock clock = new HandClock();
    private final Provider provider = Provider.discover(FakeProvider.ISSUER);

    private Discovery discovery(Provider settings) {
        return new Discovery(settings.settings(), Relationships.http(network), clock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"maintenance\"}",
                "{\"issuer\":\"https://evil.example\",\"authorization_endpoint\":\"https://evil.example/a\","
                        + "\"token_endpoint\":\"https://evil.example/t\",\"jwks_uri\":\"https://evil.example/j\"}",
                "{\"issuer\":\"https://idp.example.com\",\"authorization_endpoint\":\"http://idp.example.com/a\","
                        + "\"token_endpoint\":\"http://idp.example.com/t\",\"jwks_uri\":\"http://idp.example.com/j\"}",
                "<html>",
                "[]"
            })
    void the_last_known_metadata_stay_in_use_when_the_document_becomes_unusable(String document) {
        Discovery discovery = discovery(provider);
        discovery.metadata();
        clock.pass(Duration.ofHours(1));
        network.on(WELL_KNOWN, document);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 5; i++) {
                assertThat(discovery.metadata().tokenEndpoint()).hasToString("https://idp.example.com/token");
            }
            assertThat(log.warnings()).isEqualTo(1);
            assertThat(log.text()).contains("The last known metadata of https://idp.example.com stay in use");
        }
        assertThat(network.calls()).hasSize(2);

        network.on(WELL_KNOWN, FakeProvider.metadata().replace("/token", "/token2"));
        clock.pass(Duration.ofMinutes(1));
        assertThat(discovery.metadata().tokenEndpoint()).hasToString("https://idp.example.com/token2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "jwks", "userinfo", "register"})
    void a_document_read_over_https_leads_to_no_service_of_this_machine(String endpoint) {
        network.on(
                WELL_KNOWN,
                FakeProvider.metadata()
                        .replace("\"https://idp.example.com/" + endpoint, "\"http://localhost:9/" + endpoint));

        assertThat(Refusal.of(METADATA_UNUSABLE, () -> discovery(provider).metadata()))
                .hasMessageContaining("http://localhost:9/" + endpoint)
                .hasMessageContaining("came over https");
        assertThat(discovery(provider.weaken(Weakening.PLAIN_HTTP_TO_THE_PROVIDER))
                        .metadata()
                        .issuer())
                .isEqualTo(FakeProvider.ISSUER);
    }

    @Test
    void a_redirect_from_https_to_this_machine_is_not_followed() {
        network.on(WELL_KNOWN, call -> FakeProvider.redirect("http://localhost:9/document"));
        network.on("/document", FakeProvider.metadata());

        assertThat(Refusal.of(METADATA_UNUSABLE, () -> discovery(provider).metadata()))
                .hasMessageContaining("http://localhost:9/document");
        assertThat(network.calls("/document")).isEmpty();
        assertThat(discovery(provider.weaken(Weakening.PLAIN_HTTP_TO_THE_PROVIDER))
                        .metadata()
                        .issuer())
                .isEqualTo(FakeProvider.ISSUER);
    }

    @Test
    void a_provider_on_this_machine_may_do_all_that() {
        network.on(WELL_KNOWN, call -> FakeProvider.redirect("http://127.0.0.1:9/document"));
        network.on("/document", FakeProvider.metadata().replace("https://idp.example.com", "http://localhost:9"));

        assertThat(discovery(Provider.discover("http://localhost:9")).metadata().tokenEndpoint())
                .hasToString("http://localhost:9/token");
    }

    @Test
    void what_the_developer_adjusts_may_be_on_this_machine() {
        Provider adjusted = provider.adjustMetadata(metadata -> metadata.tokenEndpoint("http://localhost:9/token"));

        assertThat(discovery(adjusted).metadata().tokenEndpoint()).hasToString("http://localhost:9/token");
    }
}
