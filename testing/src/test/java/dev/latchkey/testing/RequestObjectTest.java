package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.CarriedRequest.Carrier;
import dev.latchkey.testing.jose.SigningKey;
import dev.latchkey.testing.wire.Parameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorization requests inside a signed token. */
@ExtendWith(TestProviderExtension.class)
class RequestObjectTest {
    private static final SigningKey KEY = Signing.key("client-key", "ES256");
    private static final TestClient CLIENT =
            TestClient.confidential("app", "secret1").withJwks(Signing.jwks(KEY));
    private static final String JWT = "application/oauth-authz-req+jwt";

    private final TestProvider provider;
    private final HandmadeClient client;

    RequestObjectTest(TestProvider provider) {
        this.provider = provider;
        provider.client(CLIENT);
        this.client = new HandmadeClient(provider, CLIENT);
    }

    @Test
    void parameters_inside_win_over_those_outside() {
        String object = Signing.sign(KEY, Signing.change(claims(), "nonce", "nonce-inside"));

        Answer tokens = client.login("request", object);

        assertThat(tokens.idToken().claims()).containsEntry("nonce", "nonce-inside");
        assertThat(provider.authorizationRequests()).singleElement().satisfies(request -> {
            assertThat(request.carrier()).isEqualTo(Carrier.REQUEST);
            assertThat(request.requestObject()).isEqualTo(object);
            assertThat(request.refusal()).isNull();
            assertThat(request.parameter("nonce")).isEqualTo("nonce-inside");
            assertThat(request.parameter("code_challenge_method")).isEqualTo("S256");
            assertThat(request.parameters()).doesNotContainKeys("request", "iss", "aud");
        });
    }

    @Test
    void plain_request_is_recorded_as_such() {
        client.login();

        assertThat(provider.authorizationRequests())
                .extracting(CarriedRequest::carrier)
                .containsExactly(Carrier.PARAMETERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS384", "ES512", "EdDSA"})
    void every_asymmetric_algorithm_is_accepted(String algorithm) {
        SigningKey key = Signing.key("k", algorithm);
        provider.client(CLIENT.withJwks(Signing.jwks(key)).withRequestObjectSigning(algorithm));

        assertThat(client.login("request", Signing.sign(key, claims())).status())
                .isEqualTo(200);
    }

    @Test
    void unsigned_object_needs_a_registration_for_it() {
        String object = Signing.unsigned(Map.of("max_age", 60, "claims", Map.of("id_token", Map.of())));
        assertRefused("request", object, "invalid_request_object", "alg must be one of");

        provider.client(CLIENT.withRequestObjectSigning("none"));

        assertThat(client.login("request", object).status()).isEqualTo(200);
        assertThat(provider.authorizationRequests().get(1).parameter("max_age")).isEqualTo("60");
        assertThat(provider.authorizationRequests().get(1).parameter("claims")).isEqualTo("{\"id_token\":{}}");
        assertRefused("request", Signing.sign(KEY, claims()), "invalid_request_object", "expected alg none");
    }

    @ParameterizedTest
    @CsvSource({
        "iss,           other,        iss must be the client_id",
        "aud,           other,        aud must be the issuer",
        "client_id,     other,        client_id is not the same",
        "response_type, code id_token, response_type is not the same",
        "scope,         openid,       scope is not the same",
        "request,       x,            a request object inside",
        "exp,           soon,         exp and nbf must be numbers"
    })
    void wrong_object_is_refused(String name, String value, String reason) {
        String object = Signing.sign(KEY, Signing.change(claims(), name, value));

        assertRefused("request", object, "invalid_request_object", reason);
    }

    @Test
    void time_and_signature_are_checked() {
        SigningKey stranger = Signing.key("client-key", "ES256");

        assertRefused(
                "request",
                Signing.sign(KEY, Signing.change(claims(), "exp", 1)),
                "invalid_request_object",
                "exp is past");
        assertRefused("request", Signing.sign(stranger, claims()), "invalid_request_object", "the signature is wrong");
        assertRefused("request", "a.b", "invalid_request_object", "expected three parts");
    }

    @Test
    void object_is_fetched_once_for_each_login() {
        String object = Signing.sign(KEY, Signing.change(claims(), "nonce", "nonce-fetched"));
        try (ClientServer server = new ClientServer(JWT, object)) {
            Answer tokens = client.login("request_uri", server.address());

            assertThat(tokens.idToken().claims()).containsEntry("nonce", "nonce-fetched");
            assertThat(server.requests()).isEqualTo(1);
            assertThat(provider.authorizationRequests().get(0).carrier()).isEqualTo(Carrier.REQUEST_URI);
            assertThat(provider.authorizationRequests().get(0).requestObject()).isEqualTo(object);
        }
    }

    @Test
    void any_certificate_will_do() {
        String object = Signing.sign(KEY, Signing.change(claims(), "nonce", "nonce-fetched"));
        try (ClientServer server = ClientServer.withWorthlessCertificate("application/jwt", object)) {
            assertThat(server.address()).startsWith("https:");
            assertThat(client.login("request_uri", server.address()).idToken().claims())
                    .containsEntry("nonce", "nonce-fetched");
        }
    }

    @Test
    void request_uri_must_be_registered_if_any_is() {
        try (ClientServer server = new ClientServer(JWT, Signing.sign(KEY, claims()))) {
            provider.client(CLIENT.withRequestUris(server.address().replace("document", "other")));
            assertRefused("request_uri", server.address(), "invalid_request_uri", "this request_uri is not registered");

            provider.client(CLIENT.withRequestUris(server.address().replace("document", "*")));
            assertThat(client.login("request_uri", server.address()).status()).isEqualTo(200);
        }
    }

    @Test
    void request_uri_must_be_short_safe_and_have_an_object() {
        String error = "invalid_request_uri";
        try (ClientServer server = new ClientServer("text/html", "hello")) {
            assertRefused("request_uri", server.address(), error, "request_uri answered with the type text/html");
            assertRefused("request_uri", server.address() + "?" + "x".repeat(512), error, "request_uri is longer");
            assertRefused("request_uri", "http://app.example/r", error, "request_uri: expected https");
            assertRefused("request_uri", "http://localhost:1/r", error, "request_uri: http://localhost:1/r cannot");
        }
    }

    private Map<String, Object> claims() {
        return Map.of(
                "iss", "app",
                "aud", List.of(provider.issuer()),
                "client_id", "app",
                "response_type", "code",
                "scope", "openid profile email",
                "redirect_uri", HandmadeClient.REDIRECT_URI,
                "exp", System.currentTimeMillis() / 1000 + 60);
    }

    private void assertRefused(String name, String value, String error, String reason) {
        Page page = new TestBrowser().step(client.authorizationUrl(name, value));
        Parameters answer = HandmadeClient.parameters(page);
        assertThat(answer.get("error_description", "")).startsWith(reason);
        assertThat(answer.get("error")).isEqualTo(error);
        assertThat(answer.get("state")).isEqualTo(HandmadeClient.STATE);
    }
}
