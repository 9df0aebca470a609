package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.config.RequestObject;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of the protocol itself are nobody's to set. */
class ReservedParametersTest {
    /** What has a method of its own, and may be set freely as well. */
    private static final Set<String> FREE = Set.of("prompt", "login_hint", "ui_locales", "acr_values", "resource");

    private static final TestProvider PROVIDER = TestProvider.start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static void assertReserved(String name) {
        assertThatThrownBy(() -> LoginParameters.none().parameter(name, "x"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claims",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code_challenge",
                "code_challenge_method",
                "id_token_hint",
                "max_age",
                "nonce",
                "redirect_uri",
                "request",
                "request_uri",
                "response_mode",
                "response_type",
                "scope",
                "state"
            })
    void a_parameter_of_the_protocol_cannot_be_set(String name) {
        assertReserved(name);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void whatever_a_login_sends_by_itself_is_reserved(Flow flow) throws IOException {
        Login login = Login.at(PROVIDER, flow)
                .with(provider -> provider.parameters(LoginParameters.none()
                        .scopes("profile")
                        .prompt("login")
                        .maxAge(Duration.ofHours(1))
                        .acrValues("urn:test:password")
                        .loginHint("alice")
                        .uiLocales("en")
                        .resource("https://api.example.com/")
                        .claims(ClaimsRequest.none().idToken("email"))));
        login.succeeds();

        Set<String> sent = new TreeSet<>(
                PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameters().keySet());
        assertThat(sent).hasSizeGreaterThan(10).containsAll(FREE);
        sent.removeAll(FREE);
        assertThat(sent).allSatisfy(ReservedParametersTest::assertReserved);
    }

    @Test
    void whatever_carries_a_request_object_is_reserved() throws IOException {
        for (RequestObject how :
                new RequestObject[] {RequestObject.byValue("none"), RequestObject.byReference("none")}) {
            Login.at(
                            PROVIDER,
                            (Provider provider) -> provider.register(ClientMetadata.named("Application"))
                                    .requestObject(how))
                    .succeeds();
            assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION)
                            .get(0)
                            .parameters()
                            .keySet())
                    .allSatisfy(ReservedParametersTest::assertReserved);
        }
    }
}
