package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The application's error view gets the provider's words, however they came. */
class ErrorViewTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_error_in_the_answer_reaches_the_error_view_with_its_description(Flow flow) throws IOException {
        Login.Outcome outcome =
                Login.at(PROVIDER, flow).fails(403, FailureReason.AUTHORIZATION_ERROR, Misbehaviour.ERROR_SERVER);

        assertThat(outcome.page().body()).contains("error=server_error<", "description=Out of luck");
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void an_error_of_the_token_endpoint_reaches_the_error_view_with_its_description(Flow flow) throws IOException {
        Login.Outcome outcome =
                Login.at(PROVIDER, flow).fails(403, FailureReason.TOKEN_ERROR, Misbehaviour.TOKEN_ERROR);

        assertThat(outcome.page().body())
                .contains("error=invalid_grant<", "description=The provider does not like this code<");
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void a_client_that_is_refused_reaches_the_error_view_with_the_description(Flow flow) throws IOException {
        Login.Outcome outcome =
                Login.at(PROVIDER, flow).fails(500, FailureReason.CLIENT_REFUSED, Misbehaviour.TOKEN_INVALID_CLIENT);

        assertThat(outcome.page().body())
                .contains("error=invalid_client<", "description=The provider does not like this client");
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void what_is_no_word_of_the_provider_s_reaches_the_error_view_without_one(Flow flow) throws IOException {
        Login.Outcome outcome =
                Login.at(PROVIDER, flow).fails(400, FailureReason.STATE_UNKNOWN, Misbehaviour.STATE_ALTERED);

        assertThat(outcome.page().body()).contains("error=null<", "description=null<");
    }
}
