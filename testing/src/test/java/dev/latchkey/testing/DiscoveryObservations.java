package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.wire.Parameters;
import java.util.List;
import java.util.Map;

final class DiscoveryObservations {
    private static final Endpoint HERE = Endpoint.DISCOVERY;

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.DISCOVERY_DOWN, Answers.status(HERE, 500)),
            Map.entry(Misbehaviour.DISCOVERY_SLOW, Answers.silence(HERE)),
            Map.entry(Misbehaviour.DISCOVERY_HTML, Answers.page(HERE)),
            Map.entry(Misbehaviour.DISCOVERY_HUGE, Answers.huge(HERE)),
            Map.entry(Misbehaviour.DISCOVERY_HALF_BODY, Answers.broken(HERE)),
            Map.entry(Misbehaviour.DISCOVERY_DEEP, Answers.body(HERE, "{\"a\":{\"a\":", 6001)),
            Map.entry(Misbehaviour.DISCOVERY_DUPLICATE_MEMBER, Answers.twice(HERE, "issuer")),
            Map.entry(Misbehaviour.DISCOVERY_OTHER_TYPE, type("text/plain")),
            Map.entry(Misbehaviour.DISCOVERY_OTHER_CHARSET, type("application/json; charset=UTF-16")),
            Map.entry(Misbehaviour.DISCOVERY_EMPTY, Answers.body(HERE, "", 0)),
            Map.entry(Misbehaviour.DISCOVERY_REDIRECT, DiscoveryObservations::redirectToDocument),
            Map.entry(Misbehaviour.DISCOVERY_REDIRECT_LOOP, Answers.redirect(HERE, HERE.path())),
            Map.entry(Misbehaviour.DISCOVERY_OTHER_ISSUER, has("issuer", "https://other-issuer.example")),
            Map.entry(Misbehaviour.DISCOVERY_NO_ISSUER, lacks("issuer")),
            Map.entry(Misbehaviour.DISCOVERY_TRAILING_SLASH, DiscoveryObservations::trailingSlash),
            Map.entry(Misbehaviour.DISCOVERY_NO_TOKEN_ENDPOINT, lacks("token_endpoint")),
            Map.entry(Misbehaviour.DISCOVERY_NO_JWKS_URI, lacks("jwks_uri")),
            Map.entry(
                    Misbehaviour.DISCOVERY_OTHER_ALGORITHM,
                    has("id_token_signing_alg_values_supported", List.of("ES512"))),
            Map.entry(Misbehaviour.DISCOVERY_NO_PKCE, lacks("code_challenge_methods_supported")),
            Map.entry(Misbehaviour.NO_USERINFO_ENDPOINT, lacks("userinfo_endpoint")),
            Map.entry(Misbehaviour.NO_END_SESSION_ENDPOINT, lacks("end_session_endpoint")),
            Map.entry(Misbehaviour.NO_REGISTRATION_ENDPOINT, lacks("registration_endpoint")),
            Map.entry(Misbehaviour.ISS_NOT_ADVERTISED, DiscoveryObservations::noIssAtAll));

    private DiscoveryObservations() {}

    private static Observation has(String member, Object value) {
        return (provider, client) ->
                assertThat(client.get(HERE).json()).containsEntry(member, value).hasSizeGreaterThan(10);
    }

    private static Observation type(String type) {
        return (provider, client) ->
                assertThat(client.get(HERE).header("Content-Type")).isEqualTo(type);
    }

    private static Observation lacks(String member) {
        return (provider, client) ->
                assertThat(client.get(HERE).json()).doesNotContainKey(member).hasSizeGreaterThan(10);
    }

    private static void redirectToDocument(TestProvider provider, HandmadeClient client) {
        assertThat(new TestBrowser().open(provider.discoveryUri().toString())).satisfies(page -> {
            assertThat(page.redirects()).hasSize(1);
            assertThat(Jwt.parse(page.body())).containsEntry("issuer", provider.issuer());
        });
    }

    private static void trailingSlash(TestProvider provider, HandmadeClient client) {
        String issuer = "http://localhost:" + provider.port() + "/";
        Parameters callback = client.callback(new TestBrowser(), "alice");
        assertThat(provider.issuer()).isEqualTo(issuer);
        assertThat(client.get(HERE).json()).containsEntry("issuer", issuer);
        assertThat(callback.get("iss")).isEqualTo(issuer);
        assertThat(client.exchange(callback).idToken().claims()).containsEntry("iss", issuer);
    }

    private static void noIssAtAll(TestProvider provider, HandmadeClient client) {
        assertThat(client.get(HERE).json()).doesNotContainKey("authorization_response_iss_parameter_supported");
        assertThat(client.callback(new TestBrowser(), "alice").get("iss")).isNull();
    }
}
