package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.config.RequestObject;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.CarriedRequest;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the client asks: client authentication, request objects, and parameters that the answer must keep to. */
class RequestTest {
    private static final TestProvider PROVIDER = TestProvider.builder()
            .tokenEndpointAuthMethods(
                    "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none")
            .start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static Login registered() {
        return Login.at(PROVIDER, (Provider provider) -> provider.register(ClientMetadata.named("Application")))
                .withKeys();
    }

    private static RecordedRequest tokenRequest() {
        List<RecordedRequest> requests = PROVIDER.requests(Endpoint.TOKEN);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
    void private_key_jwt(String algorithm) throws IOException {
        registered()
                .with(provider -> provider.clientAuthentication(ClientAuthentication.privateKeyJwt(algorithm)))
                .succeeds();

        assertThat(tokenRequest().parameter("client_assertion")).isNotNull();
        assertThat(tokenRequest().parameter("client_secret")).isNull();
        assertThat(tokenRequest().header("authorization")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256"})
    void client_secret_jwt(String algorithm) throws IOException {
        registered()
                .with(provider -> provider.clientAuthentication(ClientAuthentication.clientSecretJwt(algorithm)))
                .succeeds();

        assertThat(tokenRequest().parameter("client_assertion")).isNotNull();
        assertThat(tokenRequest().parameter("client_secret")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA", "none"})
    void request_object_by_value(String algorithm) throws IOException {
        registered()
                .with(provider -> provider.requestObject(RequestObject.byValue(algorithm)))
                .succeeds();

        CarriedRequest request = PROVIDER.authorizationRequests().get(0);
        assertThat(request.carrier()).isEqualTo(CarriedRequest.Carrier.REQUEST);
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameters().keySet())
                .containsExactlyInAnyOrder("response_type", "client_id", "scope", "request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "none"})
    void request_object_by_reference(String algorithm) throws IOException {
        registered()
                .with(provider -> provider.requestObject(RequestObject.byReference(algorithm)))
                .succeeds();

        CarriedRequest request = PROVIDER.authorizationRequests().get(0);
        assertThat(request.carrier()).isEqualTo(CarriedRequest.Carrier.REQUEST_URI);
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("request_uri"))
                .hasSizeLessThan(512);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void dynamic_registration_fits_the_response_type(Flow flow) throws IOException {
        registered()
                .with(provider -> provider.responseType(flow.type).responseMode(flow.mode))
                .succeeds();

        assertThat(PROVIDER.requests(Endpoint.REGISTRATION)).hasSize(1);
    }

    private static Login asking(LoginParameters parameters) {
        return Login.at(PROVIDER, Flow.CODE_QUERY).with(provider -> provider.parameters(parameters));
    }

    @Test
    void acr_is_checked_on_return() throws IOException {
        Login login = asking(LoginParameters.none().acrValues("urn:test:mfa", "urn:test:password"));

        login.succeeds();
        login.fails(403, FailureReason.ACR_NOT_MET, Misbehaviour.ACR_WRONG);
        login.fails(403, FailureReason.ACR_NOT_MET, Misbehaviour.ACR_MISSING);
    }

    @Test
    void an_acr_that_is_sent_as_a_free_parameter_is_not_checked() throws IOException {
        asking(LoginParameters.none().parameter("acr_values", "idp:elsewhere")).succeeds(Misbehaviour.ACR_WRONG);
    }

    @Test
    void essential_claims_are_checked_on_return() throws IOException {
        asking(LoginParameters.none().claims(ClaimsRequest.none().essentialInIdToken("email")))
                .fails(403, FailureReason.ESSENTIAL_CLAIM_MISSING, Misbehaviour.ESSENTIAL_CLAIM_MISSING);
        asking(LoginParameters.none().claims(ClaimsRequest.none().essentialInUserInfo("email")))
                .fails(403, FailureReason.ESSENTIAL_CLAIM_MISSING, Misbehaviour.ESSENTIAL_USERINFO_CLAIM_MISSING);
        asking(LoginParameters.none()
                        .claims(ClaimsRequest.none().essentialInIdToken("email").essentialInUserInfo("email")))
                .succeeds();
    }

    @Test
    void auth_time_is_checked_on_return() throws IOException {
        asking(LoginParameters.none().maxAge(Duration.ofMinutes(5)))
                .fails(400, FailureReason.ID_TOKEN_AUTH_TIME, Misbehaviour.OLD_AUTH_TIME);
        asking(LoginParameters.none().prompt("login"))
                .fails(400, FailureReason.ID_TOKEN_AUTH_TIME, Misbehaviour.OLD_AUTH_TIME);
        asking(LoginParameters.none().prompt("login")).succeeds();
    }

    @Test
    void everything_asked_for_reaches_the_provider() throws IOException {
        asking(LoginParameters.none()
                        .scopes("profile", "email", "phone", "address")
                        .loginHint("alice")
                        .uiLocales("fr-CA", "en")
                        .resource("https://api.example.com/a", "https://api.example.com/b")
                        .parameter("audience", "orders"))
                .succeeds();

        RecordedRequest request = PROVIDER.requests(Endpoint.AUTHORIZATION).get(0);
        assertThat(request.parameter("scope")).isEqualTo("openid profile email phone address");
        assertThat(request.parameter("login_hint")).isEqualTo("alice");
        assertThat(request.parameter("ui_locales")).isEqualTo("fr-CA en");
        assertThat(request.parameters().get("resource"))
                .containsExactly("https://api.example.com/a", "https://api.example.com/b");
        assertThat(request.parameter("audience")).isEqualTo("orders");
    }
}
