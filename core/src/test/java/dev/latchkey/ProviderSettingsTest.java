package dev.latchkey;

import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.RelyingPartyBuilderTest.Wrong;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.Weakening;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong setting of a provider fails before anything is called. */
class ProviderSettingsTest {
    private static final Provider IDP = Provider.discover("https://idp.example.com");

    static Stream<Wrong> wrong_provider_settings() {
        Duration minute = Duration.ofMinutes(1).plusMillis(1);
        HttpSettings http = HttpSettings.defaults();
        return Stream.of(
                new Wrong("issuer", b -> with(b, Provider.discover("idp")), "issuer", "idp", "https://idp.example.com"),
                new Wrong("issuer blank", b -> with(b, Provider.discover("")), "issuer", "\"\"", "https://"),
                new Wrong("issuer #", b -> with(b, Provider.discover("https://a#b")), "issuer", "a#b", "https://"),
                new Wrong("issuer null", b -> with(b, Provider.discover(null)), "issuer", "is missing", "https://"),
                new Wrong("clientId null", b -> with(b, IDP.client(null, "s")), "clientId", "missing", "\"client1\""),
                new Wrong("no secret", b -> with(b, IDP.client("c", null)), "clientSecret", "missing", "publicClient"),
                new Wrong("public null", b -> with(b, IDP.publicClient(null)), "clientId", "missing", "\"client1\""),
                new Wrong("discoveryUrl", b -> with(b, IDP.discoveryUrl("x")), "discoveryUrl", "\"x\"", "https://"),
                new Wrong("clientId", b -> with(b, IDP.client(" ", "s")), "clientId", "blank", "\"client1\""),
                new Wrong("clientSecret", b -> with(b, IDP.client("c", "")), "clientSecret", "blank", "publicClient"),
                new Wrong("scopes", b -> with(b, IDP.scopes("a b")), "scopes", "a b", "scopes(\"profile\", \"email\")"),
                new Wrong("no scope", b -> with(b, IDP.scopes("")), "scopes", "\"\"", "one scope per argument"),
                new Wrong("maxAge", b -> with(b, IDP.maxAge(minute.negated())), "maxAge", "negative", "ofHours(8)"),
                new Wrong(
                        "alg none",
                        b -> with(b, IDP.idTokenSigningAlgorithm("none")),
                        "idTokenSigningAlgorithm",
                        "\"none\"",
                        "RS256"),
                new Wrong(
                        "alg HS384",
                        b -> with(b, IDP.idTokenSigningAlgorithm("HS384")),
                        "idTokenSigningAlgorithm",
                        "\"HS384\"",
                        "ES256"),
                new Wrong(
                        "metadata of ours",
                        b -> with(b, IDP.register(ClientMetadata.named("App").with("redirect_uris", "x"))),
                        "ClientMetadata.with",
                        "redirect_uris",
                        "another member"),
                new Wrong("timeout 0", b -> b.http(http.timeout(Duration.ZERO)), "HttpSettings.timeout", "PT0S", "ofS"),
                new Wrong("timeout long", b -> b.http(http.timeout(minute)), "HttpSettings.timeout", "PT1M", "ofS"),
                new Wrong(
                        "connect timeout",
                        b -> b.http(http.connectTimeout(Duration.ofSeconds(Long.MAX_VALUE))),
                        "HttpSettings.connectTimeout",
                        "PT25",
                        "ofS"));
    }

    private static RelyingPartyBuilder with(RelyingPartyBuilder builder, Provider provider) {
        return builder.provider("other", provider);
    }

    @ParameterizedTest
    @MethodSource("wrong_provider_settings")
    void a_wrong_setting_of_a_provider_is_named_with_an_example(Wrong wrong) {
        RelyingPartyBuilderTest.assertNamed(wrong);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id",
                "redirect_uri",
                "response_type",
                "response_mode",
                "scope",
                "state",
                "nonce",
                "code_challenge",
                "code_challenge_method",
                "request",
                "request_uri",
                "max_age",
                "claims",
                "id_token_hint",
                "client_secret",
                "client_assertion",
                "client_assertion_type"
            })
    void a_reserved_authorization_parameter_is_refused(String name) {
        assertThat(Refusal.of(SETTING_INVALID, () -> IDP.authorizationParameter(name, "x")))
                .hasMessageContaining("'authorizationParameter'")
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void a_provider_without_tls_is_refused_at_build_unless_weakened() {
        Provider plain = Provider.discover("http://idp.internal:8080").client("c", "s");
        Misconfigured refused = catchThrowableOfType(
                Misconfigured.class,
                () -> RelyingPartyBuilderTest.withoutProvider()
                        .provider("x", plain)
                        .build());

        assertThat(refused).hasMessageContaining("http://idp.internal:8080").hasMessageContaining("Weakening.");
        Provider weakened = plain.weaken(Weakening.PLAIN_HTTP_TO_THE_PROVIDER);
        assertThat(RelyingPartyBuilderTest.withoutProvider()
                        .provider("x", weakened)
                        .build())
                .isNotNull();
    }

    @Test
    void static_metadata_with_a_missing_or_malformed_endpoint_is_refused_at_build() {
        ProviderMetadata good = Relationships.metadata();
        for (ProviderMetadata bad : List.of(
                good.tokenEndpoint("http://idp.example.com/token"),
                good.jwksUri("jwks"),
                good.authorizationEndpoint("javascript:alert(1)"),
                good.userinfoEndpoint("https://idp.example.com/#x"),
                good.endSessionEndpoint("ftp://idp.example.com/"))) {
            Misconfigured refused = catchThrowableOfType(
                    Misconfigured.class,
                    () -> RelyingPartyBuilderTest.withoutProvider()
                            .provider("x", Provider.of(bad).client("c", "s"))
                            .build());
            assertThat(refused).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "the-token\n", "the-token\r\nX: y", "the token", "the-token\u0000", "the-t\u00f6ken"})
    void an_initial_access_token_that_cannot_be_sent_is_refused_and_not_shown(String token) {
        assertThat(Refusal.of(SETTING_INVALID, () -> ClientMetadata.named("App").initialAccessToken(token)))
                .hasMessageStartingWith("Setting 'initialAccessToken' ")
                .hasMessageNotContaining("the-t")
                .hasNoCause();
    }

    @Test
    void nothing_that_holds_a_secret_shows_it() {
        Provider provider = IDP.client("client1", "the-client-secret")
                .register(ClientMetadata.named("App").initialAccessToken("the-initial-token"));

        assertThat(provider + " " + provider.settings().credentials() + " "
                        + provider.settings().registration())
                .doesNotContain("the-client-secret", "the-initial-token");
    }
}
