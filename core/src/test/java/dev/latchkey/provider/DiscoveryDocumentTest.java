package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.ISSUER_MISMATCH;
import static dev.latchkey.failure.FailureReason.METADATA_UNUSABLE;
import static dev.latchkey.failure.FailureReason.PROVIDER_BAD_ANSWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.Weakening;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a discovery document must say (OpenID Connect Discovery §3 and §4.3). */
class DiscoveryDocumentTest {
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    private final FakeProvider network = new FakeProvider();
    private final HandClock clock = new HandClock();

    private Discovery discovery(Provider provider) {
        return new Discovery(provider.settings(), Relationships.http(network), clock);
    }

    private Discovery of(String document) {
        network.on(WELL_KNOWN, document);
        return discovery(Provider.discover(FakeProvider.ISSUER));
    }

    private static String without(String member) {
        return FakeProvider.metadata().replace("\"" + member + "\"", "\"x_" + member + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "null", "{", "{\"issuer\":\"a\",\"issuer\":\"a\"}", "{}x"})
    void an_answer_that_is_no_json_object_is_no_metadata(String body) {
        Refusal.of(PROVIDER_BAD_ANSWER, () -> of(body).metadata());
    }

    @Test
    void another_issuer_is_refused_with_both_values_and_their_lengths() {
        assertThat(Refusal.of(
                        ISSUER_MISMATCH,
                        () -> of(FakeProvider.metadata().replace("com\",\n \"auth", "com\\n.evil\",\n \"auth"))
                                .metadata()))
                .hasMessageContaining("\"https://idp.example.com\" (23 characters)")
                .hasMessageContaining("\"https://idp.example.com .evil\" (29 characters)");
        Refusal.of(
                ISSUER_MISMATCH,
                () -> of(FakeProvider.metadata().replace("https://idp.example.com\"", "https://IDP.example.com\""))
                        .metadata());
        Refusal.of(METADATA_UNUSABLE, () -> of(without("issuer")).metadata());
    }

    @Test
    void one_trailing_slash_of_difference_is_tolerated_with_a_warning_and_the_document_wins() {
        network.on(WELL_KNOWN, FakeProvider.metadata().replace("idp.example.com\"", "idp.example.com/\""));
        try (CapturedLog log = new CapturedLog()) {
            assertThat(discovery(Provider.discover(FakeProvider.ISSUER))
                            .metadata()
                            .issuer())
                    .isEqualTo("https://idp.example.com/");
            assertThat(log.warnings()).isEqualTo(1);
        }
        network.on(WELL_KNOWN, FakeProvider.metadata());
        assertThat(discovery(Provider.discover("https://idp.example.com/"))
                        .metadata()
                        .issuer())
                .isEqualTo("https://idp.example.com");
        network.on(WELL_KNOWN, FakeProvider.metadata().replace("idp.example.com\"", "idp.example.com//\""));
        Refusal.of(
                ISSUER_MISMATCH,
                () -> discovery(Provider.discover(FakeProvider.ISSUER)).metadata());
    }

    @Test
    void a_missing_endpoint_is_refused_and_null_counts_as_missing() {
        for (String member : List.of("authorization_endpoint", "token_endpoint", "jwks_uri")) {
            assertThat(Refusal.of(METADATA_UNUSABLE, () -> of(without(member)).metadata()))
                    .hasMessageContaining(member);
        }
        String nulls = FakeProvider.metadata().replace("{", "{\"service_documentation\":null,\"x\":[null],");
        assertThat(of(nulls.replace("\"https://idp.example.com/userinfo\"", "null"))
                        .metadata()
                        .userinfoEndpoint())
                .isNull();
    }

    @Test
    void an_endpoint_without_tls_or_without_host_is_refused() {
        for (String url : List.of(
                "http://idp.example.com/token",
                "ftp://idp.example.com/token",
                "https:/token",
                "/token",
                "token",
                "javascript:alert(1)",
                "https://idp.example.com/token#f",
                "https://idp .example.com/")) {
            String document = FakeProvider.metadata().replace("https://idp.example.com/token", url);
            assertThat(Refusal.of(METADATA_UNUSABLE, () -> of(document).metadata()))
                    .hasMessageContaining("token_endpoint");
        }
        Provider weakened = Provider.discover(FakeProvider.ISSUER).weaken(Weakening.PLAIN_HTTP_TO_THE_PROVIDER);
        network.on(WELL_KNOWN, FakeProvider.metadata().replace("https://idp.example.com/token", "http://idp/token"));
        assertThat(discovery(weakened).metadata().tokenEndpoint()).hasToString("http://idp/token");
    }

    @Test
    void a_client_that_must_register_needs_an_endpoint_for_that() {
        network.on(WELL_KNOWN, without("registration_endpoint"));
        Provider provider = Provider.discover(FakeProvider.ISSUER).register(ClientMetadata.named("App"));

        assertThat(Refusal.of(METADATA_UNUSABLE, () -> discovery(provider).metadata()))
                .hasMessageContaining("Provider.client(clientId, clientSecret)");
    }
}
