package dev.latchkey.verify.interop;

import static dev.latchkey.config.ResponseMode.FORM_POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import java.util.Map;

/** Response types and response modes. */
final class Responses {
    private Responses() {}

    /** The provider answers with this type, in this mode, and with nothing else. */
    static Scenario of(ResponseType type, ResponseMode mode) {
        return journey -> {
            journey.asking(settings -> settings.responseType(type).responseMode(mode))
                    .signIn();

            assertThat(journey.request()).containsEntry("response_type", type.value());
            assertThat(journey.arrival().submitsItself()).isEqualTo(mode == FORM_POST);
            if (mode != ResponseMode.QUERY) {
                assertHas(type, journey.response());
            }
        };
    }

    private static void assertHas(ResponseType type, Map<String, String> response) {
        assertThat(response.containsKey("code")).as("code").isEqualTo(type.hasCode());
        assertThat(response.containsKey("id_token")).as("id_token").isEqualTo(type.hasIdToken());
        assertThat(response.containsKey("access_token")).as("access_token").isEqualTo(type.hasAccessToken());
    }

    /** The user refuses, and the provider says so in this mode. */
    static Scenario refusal(ResponseMode mode) {
        return journey -> {
            journey.as(TestClient.REFUSABLE).asking(settings -> settings.responseMode(mode));
            var page = journey.provider().refuse(journey.browser(), journey.open("/me"), "bob");
            page = journey.browser().settle(page);

            assertThat(page.url()).startsWith(journey.url("/redirect_uri"));
            assertThat(page.body()).contains("error=access_denied<", "reason=authorization_error<");
        };
    }
}
