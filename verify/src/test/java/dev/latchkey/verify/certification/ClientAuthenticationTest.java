package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.Weakening;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the client shows who it is at the token endpoint (OpenID Connect Core §9, RFC 6749 §2.3.1, RFC 7523). */
class ClientAuthenticationTest {
    private static final String SECRET = "%+:/&= and more than thirty-two characters, for HS512 even sixty-four";
    private static final MovableClock CLOCK = new MovableClock();
    private static final TestProvider PROVIDER = TestProvider.builder()
            .clock(CLOCK)
            .client(TestClient.confidential("basic:%+client", SECRET))
            .client(TestClient.confidential("posting", SECRET).withTokenEndpointAuthMethod("client_secret_post"))
            .client(TestClient.confidential("signing", SECRET).withTokenEndpointAuthMethod("client_secret_jwt"))
            .client(TestClient.publicClient("public"))
            .client(TestClient.withPrivateKey("keyed", KeySets.publicJson(KeySets.EVERY_KIND)))
            .start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static Login as(Flow flow, ClientAuthentication authentication, String clientId) {
        return Login.at(
                        PROVIDER,
                        (Provider provider) -> authentication.needsSecret()
                                ? provider.client(clientId, SECRET)
                                : provider.publicClient(clientId))
                .party(party -> party.keys(KeySets.privateJson(KeySets.EVERY_KIND)))
                .with(provider -> provider.clientAuthentication(authentication)
                        .responseType(flow.type)
                        .responseMode(flow.mode));
    }

    private static RecordedRequest tokenRequest() {
        List<RecordedRequest> requests = PROVIDER.requests(Endpoint.TOKEN);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static Map<String, Object> assertion(RecordedRequest request) {
        try {
            return JWSObject.parse(Objects.requireNonNull(request.parameter("client_assertion")))
                    .getPayload()
                    .toJSONObject();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void client_secret_basic_form_encodes_id_and_secret(Flow flow) throws IOException {
        as(flow, ClientAuthentication.clientSecretBasic(), "basic:%+client").succeeds();

        String header = Objects.requireNonNull(tokenRequest().header("authorization"));
        assertThat(header).startsWith("Basic ");
        assertThat(new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8))
                .startsWith("basic%3A%25%2Bclient:%25%2B%3A%2F%26%3D+and+more");
        assertThat(tokenRequest().parameters()).doesNotContainKeys("client_secret", "client_assertion");
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void client_authentication_is_http_basic_as_registered(Flow flow) throws IOException {
        Login.at(
                        PROVIDER,
                        (Provider provider) -> provider.register(ClientMetadata.named("Application"))
                                .responseType(flow.type)
                                .responseMode(flow.mode))
                .succeeds();

        assertThat(PROVIDER.requests(Endpoint.REGISTRATION).get(0).body())
                .contains("\"token_endpoint_auth_method\":\"client_secret_basic\"");
        String header = Objects.requireNonNull(tokenRequest().header("authorization"));
        assertThat(new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8))
                .contains(":%25%2B%3A%2F%26%3D");
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void client_secret_post_sends_the_secret_in_the_body_alone(Flow flow) throws IOException {
        as(flow, ClientAuthentication.clientSecretPost(), "posting").succeeds();

        assertThat(tokenRequest().header("authorization")).isNull();
        assertThat(tokenRequest().parameter("client_id")).isEqualTo("posting");
        assertThat(tokenRequest().parameter("client_secret")).isEqualTo(SECRET);
        assertThat(tokenRequest().uri().getRawQuery()).isNull();
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void a_public_client_sends_its_id_and_the_code_verifier(Flow flow) throws IOException {
        as(flow, ClientAuthentication.none(), "public").succeeds();

        assertThat(tokenRequest().header("authorization")).isNull();
        assertThat(tokenRequest().parameters())
                .containsKeys("client_id", "code_verifier")
                .doesNotContainKeys("client_secret", "client_assertion");
    }

    static Stream<ClientAuthentication> secretJwts() {
        return Stream.of("HS256", "HS384", "HS512").map(ClientAuthentication::clientSecretJwt);
    }

    @ParameterizedTest
    @MethodSource("secretJwts")
    void client_secret_jwt_by_every_algorithm(ClientAuthentication authentication) throws IOException {
        for (Flow flow : List.of(Flow.CODE_QUERY, Flow.CODE_ID_TOKEN_FRAGMENT, Flow.CODE_TOKEN_FORM_POST)) {
            as(flow, authentication, "signing").succeeds();

            assertThat(assertion(tokenRequest()))
                    .containsEntry("iss", "signing")
                    .containsEntry("sub", "signing");
            assertThat(tokenRequest().header("authorization")).isNull();
            assertThat(tokenRequest().parameters()).doesNotContainKey("client_secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    void private_key_jwt_by_every_algorithm(String algorithm) throws IOException {
        as(Flow.CODE_QUERY, ClientAuthentication.privateKeyJwt(algorithm), "keyed")
                .succeeds();

        assertThat(tokenRequest().header("authorization")).isNull();
        assertThat(assertion(tokenRequest()))
                .containsEntry("iss", "keyed")
                .containsEntry("sub", "keyed")
                .containsEntry("aud", PROVIDER.issuer());
        String header = Objects.requireNonNull(tokenRequest().parameter("client_assertion"))
                .split("\\.", -1)[0];
        assertThat(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
                .contains("\"alg\":\"" + algorithm + "\"");
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void a_client_with_keys_needs_nothing_but_its_id(Flow flow) throws IOException {
        Login.at(
                        PROVIDER,
                        (Provider provider) -> provider.clientWithKeys("keyed")
                                .responseType(flow.type)
                                .responseMode(flow.mode))
                .party(party -> party.keys(KeySets.privateJson(KeySets.EVERY_KIND)))
                .succeeds();

        assertThat(assertion(tokenRequest())).containsEntry("aud", PROVIDER.issuer());
    }

    static Stream<ClientAuthentication> assertions() {
        return Stream.of(ClientAuthentication.privateKeyJwt("ES384"), ClientAuthentication.clientSecretJwt("HS512"));
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void an_assertion_is_made_anew_for_each_call_lives_a_minute_and_is_for_the_issuer(
            ClientAuthentication authentication) throws IOException {
        List<RecordedRequest> requests = new ArrayList<>();
        Login login = as(Flow.CODE_QUERY, authentication, authentication.needsSecret() ? "signing" : "keyed");
        login.succeeds();
        requests.add(tokenRequest());
        try (Stay stay = Stay.at(
                PROVIDER,
                CLOCK,
                provider -> (authentication.needsSecret()
                                ? provider.client("signing", SECRET)
                                : provider.publicClient("keyed"))
                        .clientAuthentication(authentication),
                party -> party.keys(KeySets.privateJson(KeySets.EVERY_KIND))
                        .sessions(SessionStore.inMemory(10, CLOCK))
                        .refreshAccessTokens())) {
            stay.pass(Duration.ofSeconds(1));
            stay.refresh();
            stay.pass(Duration.ofSeconds(1));
            stay.refresh();
            requests.addAll(stay.tokenRequests());
        }

        List<Map<String, Object>> assertions =
                requests.stream().map(ClientAuthenticationTest::assertion).toList();
        assertThat(assertions).hasSize(3).allSatisfy(claims -> {
            assertThat(claims).containsEntry("aud", PROVIDER.issuer());
            assertThat((Long) Objects.requireNonNull(claims.get("exp"))
                            - (Long) Objects.requireNonNull(claims.get("iat")))
                    .isEqualTo(60L);
        });
        assertThat(assertions).extracting(claims -> claims.get("jti")).doesNotHaveDuplicates();
        assertThat(assertions).extracting(claims -> claims.get("iat")).doesNotHaveDuplicates();
    }

    @Test
    void an_assertion_names_the_token_endpoint_only_where_that_is_weakened() throws IOException {
        as(Flow.CODE_QUERY, ClientAuthentication.privateKeyJwt(), "keyed")
                .with(provider -> provider.weaken(Weakening.TOKEN_ENDPOINT_AS_ASSERTION_AUDIENCE))
                .fails(500, FailureReason.CLIENT_REFUSED);

        assertThat(assertion(tokenRequest()))
                .containsEntry("aud", PROVIDER.uri(Endpoint.TOKEN).toString());
    }

    @Test
    void a_client_with_the_wrong_secret_is_a_clear_error() throws IOException {
        Login.at(
                        PROVIDER,
                        (Provider provider) -> provider.client("posting", "another secret")
                                .clientAuthentication(ClientAuthentication.clientSecretPost()))
                .fails(500, FailureReason.CLIENT_REFUSED);

        assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
    }
}
