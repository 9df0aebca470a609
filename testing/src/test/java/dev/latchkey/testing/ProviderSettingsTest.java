package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.jose.SigningAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderSettingsTest {
    @ParameterizedTest
    @EnumSource(
            value = SigningAlgorithm.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = "EdDSA") // Nimbus cannot verify it without another library.
    void every_algorithm_signs_what_its_published_key_verifies(SigningAlgorithm algorithm) {
        try (TestProvider provider =
                TestProvider.builder().signingAlgorithm(algorithm.name()).start()) {
            HandmadeClient client = new HandmadeClient(provider);
            Answer tokens = client.login();

            assertThat(tokens.idToken().headers()).containsEntry("alg", algorithm.name());
            assertThat(tokens.idToken().isSignedBy(client.signingKeys().get(0))).isTrue();
            assertThat(tokens.idToken().claims())
                    .containsEntry("at_hash", Compact.leftHalf(algorithm.digest(), tokens.text("access_token")));
            assertThat(client.get(Endpoint.DISCOVERY).json())
                    .hasEntrySatisfying(
                            "id_token_signing_alg_values_supported",
                            supported -> assertThat((List<?>) supported)
                                    .hasSize(11)
                                    .first()
                                    .isEqualTo(algorithm.name()));
        }
    }

    @Test
    void ed25519_key_is_published_as_an_octet_key_pair() {
        try (TestProvider provider =
                TestProvider.builder().signingAlgorithm("EdDSA").start()) {
            HandmadeClient client = new HandmadeClient(provider);

            assertThat(client.signingKeys())
                    .singleElement()
                    .satisfies(key -> assertThat(key)
                            .containsEntry("kty", "OKP")
                            .containsEntry("crv", "Ed25519")
                            .doesNotContainKey("d"));
            assertThat(client.login().idToken().headers()).containsEntry("alg", "EdDSA");
        }
    }

    @Test
    void private_keys_stay_private() {
        try (TestProvider provider = TestProvider.start()) {
            assertThat(new HandmadeClient(provider).get(Endpoint.JWKS).body())
                    .doesNotContain("\"d\"", "\"p\"", "\"q\"");
        }
    }

    @Test
    void issuer_may_have_a_path() {
        try (TestProvider provider =
                TestProvider.builder().issuerPath("/realms/x").start()) {
            assertThat(provider.issuer()).isEqualTo("http://localhost:" + provider.port() + "/realms/x");
            assertThat(provider.discoveryUri())
                    .isEqualTo(URI.create(provider.issuer() + "/.well-known/openid-configuration"));
            Answer tokens = new HandmadeClient(provider).login();
            assertThat(tokens.idToken().claims()).containsEntry("iss", provider.issuer());
        }
    }

    @Test
    void time_comes_from_the_clock_and_the_offset() {
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        try (TestProvider provider = TestProvider.builder()
                .clock(InstantSource.fixed(start))
                .idTokenLifetime(Duration.ofSeconds(90))
                .accessTokenLifetime(Duration.ofSeconds(30))
                .codeLifetime(Duration.ofSeconds(10))
                .start()) {
            provider.offsetClock(Duration.ofMinutes(-1));

            Answer tokens = new HandmadeClient(provider).login();

            assertThat(tokens.idToken().claims())
                    .containsEntry("iat", start.getEpochSecond() - 60)
                    .containsEntry("exp", start.getEpochSecond() + 30);
            assertThat(tokens.json()).containsEntry("expires_in", 30L);
        }
    }

    @Test
    void discovery_names_every_endpoint() {
        try (TestProvider provider = TestProvider.start()) {
            Answer metadata = new HandmadeClient(provider).get(Endpoint.DISCOVERY);

            assertThat(metadata.json())
                    .containsEntry("issuer", provider.issuer())
                    .containsEntry(
                            "end_session_endpoint",
                            provider.uri(Endpoint.END_SESSION).toString())
                    .containsEntry("code_challenge_methods_supported", List.of("S256"))
                    .containsEntry("authorization_response_iss_parameter_supported", true)
                    .containsEntry(
                            "token_endpoint_auth_methods_supported",
                            List.of(
                                    "client_secret_basic",
                                    "client_secret_post",
                                    "client_secret_jwt",
                                    "private_key_jwt",
                                    "none"))
                    .containsKeys("introspection_endpoint", "revocation_endpoint", "registration_endpoint");
        }
    }

    @Test
    void authentication_methods_can_be_others_or_unsaid() {
        try (TestProvider one = TestProvider.builder()
                        .tokenEndpointAuthMethods("client_secret_post")
                        .start();
                TestProvider none =
                        TestProvider.builder().tokenEndpointAuthMethods().start()) {
            String name = "token_endpoint_auth_methods_supported";
            assertThat(new HandmadeClient(one).get(Endpoint.DISCOVERY).json())
                    .containsEntry(name, List.of("client_secret_post"));
            assertThat(new HandmadeClient(none).get(Endpoint.DISCOVERY).json()).doesNotContainKey(name);
        }
    }

    @Test
    void rotated_key_replaces_the_old_one() {
        try (TestProvider provider = TestProvider.start()) {
            HandmadeClient client = new HandmadeClient(provider);
            Jwt before = client.login().idToken();
            assertThat(before.isSignedBy(client.signingKeys().get(0))).isTrue();

            provider.rotateKeys();

            assertThat(client.signingKeys()).hasSize(1);
            assertThat(before.isSignedBy(client.signingKeys().get(0))).isFalse();
            assertThat(client.login().idToken().isSignedBy(client.signingKeys().get(0)))
                    .isTrue();
        }
    }

    @Test
    void requests_are_recorded_until_forgotten() {
        try (TestProvider provider = TestProvider.start()) {
            new HandmadeClient(provider).login();

            assertThat(provider.requests())
                    .extracting(RecordedRequest::endpoint)
                    .containsExactly(Endpoint.AUTHORIZATION, Endpoint.SIGN_IN, Endpoint.TOKEN);
            RecordedRequest token = provider.requests(Endpoint.TOKEN).get(0);
            assertThat(token.method()).isEqualTo("POST");
            assertThat(token.uri()).isEqualTo(provider.uri(Endpoint.TOKEN));
            assertThat(token.header("authorization")).startsWith("Basic ");
            assertThat(token.parameter("grant_type")).isEqualTo("authorization_code");
            assertThat(token.body()).contains("redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcallback");

            provider.forgetRequests();
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void closing_frees_the_port_and_ends_all_threads() throws InterruptedException {
        TestProvider provider = TestProvider.start();
        new HandmadeClient(provider).login();
        int port = provider.port();
        List<Thread> threads = threads("test-provider-" + port);
        assertThat(threads).isNotEmpty();

        provider.close();
        provider.close();

        for (Thread thread : threads) {
            thread.join(10_000); // A thread's last steps are nobody's to wait for but ours.
        }
        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(threads("test-provider-" + port)).isEmpty();
        try (TestProvider again = TestProvider.builder().port(port).start()) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    @Test
    void wrong_settings_are_named() {
        assertThatThrownBy(() -> TestProvider.builder().signingAlgorithm("HS256"))
                .hasMessageStartingWith("signingAlgorithm: expected one of [RS256,");
        assertThatThrownBy(() -> TestProvider.builder().issuerPath("/x/"))
                .hasMessageStartingWith("issuerPath: expected a path without a slash at its end");
        assertThatThrownBy(() -> TestClient.publicClient("a").withTokenEndpointAuthMethod("client_secret_basic"))
                .hasMessageContaining("every other method needs one");
        try (TestProvider provider = TestProvider.start()) {
            assertThatThrownBy(
                            () -> TestProvider.builder().port(provider.port()).start())
                    .hasMessage("port: cannot listen on port " + provider.port() + " of loopback");
        }
    }

    private static List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .toList();
    }
}
