package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.config.RequestObject;
import dev.latchkey.testing.CarriedRequest;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import dev.latchkey.verify.Tls;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorization requests in JWTs, by value and by reference (OpenID Connect Core §6, RFC 9101). */
class RequestObjectCasesTest {
    private static final MovableClock CLOCK = new MovableClock();
    private static final TestProvider PROVIDER = TestProvider.start();

    /** What fetches request objects: no browser of anybody's. */
    private static final TestBrowser PROVIDERS = new TestBrowser();

    @BeforeEach
    void forget() {
        PROVIDER.forgetRequests();
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static Login registered(UnaryOperator<Provider> more) {
        return Login.at(PROVIDER, (Provider provider) -> provider.register(ClientMetadata.named("Application")))
                .party(party -> party.keys(KeySets.privateJson(KeySets.EVERY_KIND)))
                .with(more);
    }

    private static void assertCarried(CarriedRequest.Carrier carrier, String algorithm) {
        CarriedRequest request = PROVIDER.authorizationRequests().get(0);
        assertThat(request.carrier()).isEqualTo(carrier);
        assertThat(request.refusal()).isNull();
        String object = Objects.requireNonNull(request.requestObject());
        assertThat(new String(Base64.getUrlDecoder().decode(object.split("\\.", -1)[0]), StandardCharsets.UTF_8))
                .contains("\"alg\":\"" + algorithm + "\"", "\"typ\":\"oauth-authz-req+jwt\"");
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameters().keySet())
                .containsExactlyInAnyOrder(
                        "response_type",
                        "client_id",
                        "scope",
                        carrier == CarriedRequest.Carrier.REQUEST ? "request" : "request_uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "none"})
    void a_provider_fetches_a_request_object_from_the_registered_https_address(
            String algorithm, @TempDir Path directory) throws Exception {
        HttpServer server = Tls.server("localhost", directory);
        HttpClient http = HttpClient.newBuilder()
                .sslContext(Tls.trust("localhost", directory))
                .build();
        Provider provider = Provider.discover(PROVIDER.issuer())
                .register(ClientMetadata.named("Application"))
                .requestObject(RequestObject.byReference(algorithm));
        try (LoginApplication application = LoginApplication.start(
                server,
                "https://localhost:" + server.getAddress().getPort(),
                builder -> builder.keys(KeySets.privateJson(KeySets.EVERY_KIND)).provider("default", provider))) {
            Page page = new TestBrowser(http, Clock.systemUTC()).signIn(application.url("/me"), "alice");

            assertThat(page.body()).contains("name=Alice");
            assertCarried(CarriedRequest.Carrier.REQUEST_URI, algorithm);
            assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("request_uri"))
                    .startsWith(application.url("/redirect_uri/request/"));
            assertThat(PROVIDER.requests(Endpoint.REGISTRATION).get(0).body())
                    .contains(Objects.requireNonNull(
                            PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("request_uri")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "none"
            })
    void request_objects_by_value_and_by_reference_are_signed_with_every_algorithm(String algorithm)
            throws IOException {
        registered(provider -> provider.requestObject(RequestObject.byValue(algorithm)))
                .succeeds();
        assertCarried(CarriedRequest.Carrier.REQUEST, algorithm);

        registered(provider -> provider.requestObject(RequestObject.byReference(algorithm)))
                .succeeds();
        assertCarried(CarriedRequest.Carrier.REQUEST_URI, algorithm);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_login_with_a_request_object_completes(Flow flow) throws IOException {
        UnaryOperator<Provider> answer =
                provider -> provider.responseType(flow.type).responseMode(flow.mode);
        registered(answer)
                .with(provider -> provider.requestObject(RequestObject.byValue("ES256")))
                .succeeds();
        assertCarried(CarriedRequest.Carrier.REQUEST, "ES256");

        registered(answer)
                .with(provider -> provider.requestObject(RequestObject.byReference("RS256")))
                .succeeds();
        assertCarried(CarriedRequest.Carrier.REQUEST_URI, "RS256");

        registered(answer)
                .with(provider -> provider.requestObject(RequestObject.byReference("none")))
                .succeeds();
        assertCarried(CarriedRequest.Carrier.REQUEST_URI, "none");
    }

    @Test
    void a_request_object_says_what_the_request_asks_for_and_for_whom_it_is() throws IOException, ParseException {
        registered(provider -> provider.requestObject(RequestObject.byValue("RS256"))
                        .parameters(LoginParameters.none()
                                .maxAge(Duration.ofHours(1))
                                .claims(ClaimsRequest.none().essentialInIdToken("email"))))
                .succeeds();

        CarriedRequest request = PROVIDER.authorizationRequests().get(0);
        Map<String, Object> claims = JWSObject.parse(Objects.requireNonNull(request.requestObject()))
                .getPayload()
                .toJSONObject();
        assertThat(claims)
                .containsEntry("aud", PROVIDER.issuer())
                .containsEntry("iss", request.parameter("client_id"))
                .containsEntry("max_age", 3600L)
                .containsEntry("claims", Map.of("id_token", Map.of("email", Map.of("essential", true))))
                .containsKeys("state", "nonce", "code_challenge", "redirect_uri", "jti", "exp", "iat", "nbf");
    }

    private static LoginApplication byReference(String algorithm) throws IOException {
        return LoginApplication.start(builder -> builder.clock(CLOCK)
                .keys(KeySets.privateJson(KeySets.EVERY_KIND))
                .provider(
                        "default",
                        Provider.discover(PROVIDER.issuer())
                                .client("client1", "secret1")
                                .requestObject(RequestObject.byReference(algorithm))));
    }

    /** A login starts: where the provider is told to fetch the request. */
    private static String requestUri(LoginApplication application) {
        String query = new TestBrowser().step(application.url("/me")).location().getRawQuery();
        String encoded = query.replaceFirst("(.*&)?request_uri=", "").replaceFirst("&.*", "");
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "none"})
    void a_request_object_can_be_fetched_for_a_minute(String algorithm) throws IOException {
        try (LoginApplication application = byReference(algorithm)) {
            String address = requestUri(application);
            assertThat(address)
                    .startsWith(application.url("/redirect_uri/request/"))
                    .hasSizeLessThan(512);
            CLOCK.advance(Duration.ofSeconds(59));
            Page answer = PROVIDERS.request("GET", address, Map.of());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/oauth-authz-req+jwt");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Set-Cookie")).isNull();
            assertThat(answer.body().split("\\.", -1)).hasSize(3);
            CLOCK.advance(Duration.ofSeconds(2));
            assertThat(PROVIDERS.request("GET", address, Map.of()).body()).doesNotContain(answer.body());
        }
    }

    @Test
    void nobody_posts_to_a_request_object() throws IOException {
        try (LoginApplication application = byReference("RS256")) {
            for (String method : List.of("POST", "PUT", "DELETE")) {
                Page answer = PROVIDERS.request(method, requestUri(application), Map.of());

                assertThat(answer.status()).isEqualTo(405);
                assertThat(answer.header("Allow")).isEqualTo("GET");
            }
        }
    }

    @Test
    void a_request_object_that_is_unknown_or_over_a_minute_old_is_not_there() throws IOException {
        try (LoginApplication application = byReference("RS256")) {
            String address = requestUri(application);
            CLOCK.advance(Duration.ofSeconds(61));

            for (String gone : List.of(address, application.url("/redirect_uri/request/unknown"))) {
                Page answer = PROVIDERS.request("GET", gone, Map.of());
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.header("WWW-Authenticate")).isNull();
                assertThat(answer.header("Set-Cookie")).isNull();
            }
        }
    }
}
