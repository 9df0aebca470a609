package dev.latchkey.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.TokenBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what is demanded on return (OpenID Connect Core §3.1.2.1, §5.5). */
class LoginParametersTest {
    private static final ClaimsRequest STRONG = ClaimsRequest.none().essentialInIdToken("acr", "mfa");

    @Test
    void an_essential_acr_of_one_login_is_not_loosened_by_the_providers_acr_values() {
        LoginParameters everyLogin = LoginParameters.none().acrValues("pwd", "mfa");

        assertThat(LoginParameters.none().claims(STRONG).over(everyLogin).essentialInIdToken())
                .isEqualTo(Map.of("acr", List.of("mfa")));
        assertThat(LoginParameters.none()
                        .claims(STRONG)
                        .over(LoginParameters.none().acrValues("pwd"))
                        .essentialInIdToken())
                .isEqualTo(Map.of("acr", List.of("mfa")));
        assertThat(LoginParameters.none()
                        .claims(ClaimsRequest.none().essentialInIdToken("acr"))
                        .over(everyLogin)
                        .essentialInIdToken())
                .isEqualTo(Map.of("acr", List.of("pwd", "mfa")));
    }

    @Test
    void the_acr_values_of_one_login_narrow_the_providers_essential_acr() {
        LoginParameters everyLogin =
                LoginParameters.none().claims(ClaimsRequest.none().essentialInIdToken("acr", "pwd", "mfa"));

        assertThat(LoginParameters.none().acrValues("mfa").over(everyLogin).essentialInIdToken())
                .isEqualTo(Map.of("acr", List.of("mfa")));
    }

    @Test
    void a_free_parameter_takes_the_demand_of_its_name_away() {
        LoginParameters everyLogin = LoginParameters.none().acrValues("mfa").prompt("login");
        LoginParameters free =
                LoginParameters.none().parameter("acr_values", "tenant-7").parameter("prompt", "login");

        LoginParameters both = free.over(everyLogin);
        assertThat(both.sent())
                .containsEntry("acr_values", List.of("tenant-7"))
                .containsEntry("prompt", List.of("login"));
        assertThat(both.hasDemands()).isFalse();
        assertThat(both.isReauthentication()).isFalse();
        assertThat(everyLogin.hasDemands()).isTrue();
        assertThat(everyLogin.isReauthentication()).isTrue();
    }

    @Test
    void no_claims_of_one_login_replace_the_providers() {
        LoginParameters none = LoginParameters.none().claims(ClaimsRequest.none());

        LoginParameters both = none.over(LoginParameters.none().claims(STRONG));
        assertThat(both.sent()).containsEntry("claims", List.of("{}"));
        assertThat(both.essentialInIdToken()).isEmpty();
    }

    @Test
    void a_hint_and_a_claim_name_one_user() {
        String alice =
                TokenBuilder.good("https://idp.example.com", Instant.EPOCH).build();
        LoginParameters hinted = LoginParameters.none().idTokenHint(alice);

        assertThat(hinted.essentialInIdToken()).isEqualTo(Map.of("sub", List.of("alice")));
        assertThat(hinted.claims(ClaimsRequest.of(Map.of(
                                "id_token", Map.of("sub", Map.of("values", List.of("alice", "bob"))))))
                        .essentialInIdToken())
                .isEqualTo(Map.of("sub", List.of("alice")));
    }

    @Test
    void what_the_client_is_registered_for_is_demanded_and_not_sent() {
        ClientMetadata metadata = ClientMetadata.named("App")
                .with("default_max_age", 3600)
                .with("default_acr_values", List.of("mfa"))
                .with("require_auth_time", true);
        LoginParameters registered = Provider.discover("https://idp.example.com")
                .register(metadata)
                .settings()
                .parameters();

        assertThat(registered.sent()).containsOnlyKeys("scope");
        assertThat(registered.maxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(registered.essentialInIdToken()).isEqualTo(Map.of("acr", List.of("mfa"), "auth_time", List.of()));
        assertThat(LoginParameters.none()
                        .maxAge(Duration.ofMinutes(5))
                        .over(registered)
                        .maxAge())
                .isEqualTo(Duration.ofMinutes(5));
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
                "require_auth_time",
                "response_mode",
                "response_type",
                "scope",
                "state"
            })
    void parameters_of_the_protocol_are_reserved(String name) {
        assertThat(Refusal.of(
                        FailureReason.SETTING_INVALID,
                        () -> LoginParameters.none().parameter(name, "x")))
                .hasMessageContaining("'" + name + "'");
    }
}
