package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.WebFinger;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.testing.TestUser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that are repeated, oversized, of another type, half or tangled; the rest is in the tests of each message. */
class BadInputTest {
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final List<Flow> SOME = List.of(
            Flow.CODE_QUERY, Flow.ID_TOKEN_FORM_POST, Flow.ID_TOKEN_TOKEN_FRAGMENT, Flow.CODE_ID_TOKEN_FRAGMENT);

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    static Stream<Flow> codeAlone() {
        return Stream.of(Flow.values()).filter(flow -> !flow.hasFrontIdToken() && !flow.type.hasAccessToken());
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_iss_that_is_repeated_is_refused(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.PARAMETER_REPEATED, Misbehaviour.DUPLICATE_ISS);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_error_that_is_repeated_is_refused(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.PARAMETER_REPEATED, Misbehaviour.DUPLICATE_ERROR);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_error_description_that_is_repeated_is_refused(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsInFront(FailureReason.PARAMETER_REPEATED, Misbehaviour.DUPLICATE_ERROR_DESCRIPTION);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontAccessToken")
    void a_token_type_that_is_repeated_is_refused(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsInFront(FailureReason.PARAMETER_REPEATED, Misbehaviour.DUPLICATE_FRONT_TOKEN_TYPE);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontAccessToken")
    void an_expires_in_that_is_repeated_is_refused(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsInFront(FailureReason.PARAMETER_REPEATED, Misbehaviour.DUPLICATE_FRONT_EXPIRES_IN);
    }

    @ParameterizedTest
    @MethodSource("codeAlone")
    void tokens_that_nobody_asked_for_are_not_used(Flow flow) throws IOException {
        Login.Outcome outcome = Login.at(PROVIDER, flow).succeeds(Misbehaviour.FRONT_TOKENS_UNASKED);

        assertThat(Stay.value("access_token", outcome.page())).isNotEqualTo("unasked");
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(PROVIDER.requests(Endpoint.USERINFO))
                .allSatisfy(
                        request -> assertThat(request.header("authorization")).doesNotContain("unasked"));
    }

    @ParameterizedTest
    @EnumSource(value = Flow.class, names = "CODE_QUERY")
    void a_long_query_with_nothing_wrong_in_it_is_read(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).succeeds(Misbehaviour.QUERY_OVERSIZED);
    }

    @ParameterizedTest
    @CsvSource({
        "DISCOVERY_HALF_BODY,PROVIDER_UNREACHABLE",
        "DISCOVERY_DEEP,PROVIDER_BAD_ANSWER",
        "DISCOVERY_DUPLICATE_MEMBER,PROVIDER_BAD_ANSWER",
        "DISCOVERY_OTHER_TYPE,PROVIDER_BAD_ANSWER",
        "DISCOVERY_OTHER_CHARSET,PROVIDER_BAD_ANSWER"
    })
    void a_discovery_document_that_cannot_be_read_sends_nobody_anywhere(Misbehaviour how, FailureReason reason)
            throws IOException {
        for (Flow flow : SOME) {
            Login.at(PROVIDER, flow).fails(503, reason, how);
            assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "JWKS_HALF_BODY,PROVIDER_UNREACHABLE",
        "JWKS_DEEP,PROVIDER_BAD_ANSWER",
        "JWKS_DUPLICATE_MEMBER,PROVIDER_BAD_ANSWER"
    })
    void keys_that_cannot_be_read_verify_nothing(Misbehaviour how, FailureReason reason) throws IOException {
        for (Flow flow : SOME) {
            Login.at(PROVIDER, flow).fails(503, reason, how);
            assertThat(PROVIDER.requests(Endpoint.TOKEN)).hasSize(flow.hasFrontIdToken() ? 0 : 1);
            assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "USERINFO_HALF_BODY,503,PROVIDER_UNREACHABLE",
        "USERINFO_CLOSES,503,PROVIDER_UNREACHABLE",
        "USERINFO_DEEP,400,USERINFO_MALFORMED",
        "USERINFO_DUPLICATE_MEMBER,400,USERINFO_MALFORMED"
    })
    void userinfo_that_cannot_be_read_signs_nobody_in_where_it_must_answer(
            Misbehaviour how, int status, FailureReason reason) throws IOException {
        for (Flow flow : List.of(Flow.CODE_QUERY, Flow.ID_TOKEN_TOKEN_FRAGMENT, Flow.CODE_TOKEN_FORM_POST)) {
            Login.at(PROVIDER, flow)
                    .with(provider -> provider.userInfo(UserInfoMode.ALWAYS))
                    .fails(status, reason, how);
        }
    }

    private static WebFinger finder() {
        return WebFinger.allowing("localhost:" + PROVIDER.port());
    }

    private static String alice() {
        return "acct:alice@localhost:" + PROVIDER.port();
    }

    @ParameterizedTest
    @CsvSource({"WEBFINGER_HALF_BODY,PROVIDER_UNREACHABLE", "WEBFINGER_DUPLICATE_MEMBER,PROVIDER_BAD_ANSWER"})
    void a_webfinger_answer_that_cannot_be_read_names_no_issuer(Misbehaviour how, FailureReason reason) {
        PROVIDER.misbehave(how);
        try {
            assertThatThrownBy(() -> finder().issuer(alice()))
                    .isInstanceOfSatisfying(
                            OidcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        } finally {
            PROVIDER.behave();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"WEBFINGER_OTHER_ISSUER", "WEBFINGER_TWO_ISSUERS"})
    void another_issuer_that_webfinger_names_is_one_to_choose_by_and_not_one_to_call(Misbehaviour how) {
        PROVIDER.forgetRequests();
        PROVIDER.misbehave(how);
        try {
            assertThat(finder().issuer(alice())).isEqualTo("https://other-issuer.example");
            assertThat(PROVIDER.requests()).hasSize(1);
        } finally {
            PROVIDER.behave();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Misbehaviour.class, names = "WEBFINGER_WRONG_SUBJECT")
    void a_webfinger_answer_under_another_name_of_the_user_counts(Misbehaviour how) {
        PROVIDER.misbehave(how);
        try {
            assertThat(finder().issuer(alice())).isEqualTo(PROVIDER.issuer());
        } finally {
            PROVIDER.behave();
        }
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void distributed_claims_are_reported_and_not_fetched(Flow flow) throws IOException {
        TestUser plain = TestUser.of("alice").claim("name", "Alice").claim("email", "alice@example.com");
        PROVIDER.user(plain.distributedClaims("shop", Map.of("shoe_size", 42)));
        try {
            Login.Outcome outcome = Login.at(PROVIDER, flow).succeeds();

            assertThat(Stay.value("claims", outcome.page()))
                    .contains("_claim_names={shoe_size=shop}", "_claim_sources={shop={", "endpoint=")
                    .doesNotContain("shoe_size=42");
            assertThat(PROVIDER.requests(Endpoint.CLAIMS)).isEmpty();
        } finally {
            PROVIDER.user(plain);
        }
    }
}
