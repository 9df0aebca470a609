package dev.latchkey.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.CapturedLog;
import org.junit.jupiter.api.Test;

/** Several providers, of which one does not say who answers (RFC 9207, RFC 9700 §4.4). */
class MixUpWarningTest {
    private static final String ISSUER = "https://other.example.com";

    private static Provider thatSaysWhoAnswers() {
        return Provider.of(ProviderMetadata.of(ISSUER, ISSUER + "/authorize", ISSUER + "/token", ISSUER + "/jwks")
                        .with("authorization_response_iss_parameter_supported", true))
                .publicClient("client2");
    }

    @Test
    void the_one_that_does_not_announce_iss_is_named_once() {
        Application app = new Application(settings -> settings.provider("other", thatSaysWhoAnswers()));
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 3; i++) {
                app.answer("/login?provider=default");
                app.answer("/login?provider=other");
            }
            assertThat(log.warnings()).isEqualTo(1);
            assertThat(log.text())
                    .contains("https://idp.example.com", "RFC 9207")
                    .doesNotContain(ISSUER);
        }
    }

    @Test
    void a_single_provider_needs_no_warning() {
        Application app = new Application();
        try (CapturedLog log = new CapturedLog()) {
            app.signIn("/");
            assertThat(log.warnings()).isZero();
        }
    }
}
