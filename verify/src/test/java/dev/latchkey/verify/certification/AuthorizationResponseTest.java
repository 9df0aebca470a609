package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ResponseMode;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes through the browser, in every response type and mode (OpenID Connect Core §3.2.2, §3.3.2). */
class AuthorizationResponseTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdTokenAndCode")
    void c_hash_is_wrong(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.ID_TOKEN_CODE_HASH, Misbehaviour.C_HASH_WRONG);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdTokenAndCode")
    void c_hash_is_missing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.ID_TOKEN_CODE_HASH, Misbehaviour.C_HASH_MISSING);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdTokenAndAccessToken")
    void at_hash_is_wrong(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsInFront(FailureReason.ID_TOKEN_ACCESS_TOKEN_HASH, Misbehaviour.FRONT_AT_HASH_WRONG);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdTokenAndAccessToken")
    void at_hash_is_missing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsInFront(FailureReason.ID_TOKEN_ACCESS_TOKEN_HASH, Misbehaviour.FRONT_AT_HASH_MISSING);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdToken")
    void id_token_is_missing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.ID_TOKEN_MISSING, Misbehaviour.FRONT_ID_TOKEN_MISSING);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontAccessToken")
    void access_token_is_missing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsInFront(FailureReason.ACCESS_TOKEN_MISSING, Misbehaviour.FRONT_ACCESS_TOKEN_MISSING);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontAccessToken")
    void token_type_is_missing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsInFront(FailureReason.TOKEN_TYPE_UNSUPPORTED, Misbehaviour.FRONT_TOKEN_TYPE_MISSING);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontAccessToken")
    void token_type_is_another(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsInFront(FailureReason.TOKEN_TYPE_UNSUPPORTED, Misbehaviour.FRONT_TOKEN_TYPE_WRONG);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void code_is_missing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.CODE_MISSING, Misbehaviour.CODE_MISSING);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdToken")
    void id_token_is_repeated(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.PARAMETER_REPEATED, Misbehaviour.DUPLICATE_FRONT_ID_TOKEN);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontAccessToken")
    void access_token_is_repeated(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsInFront(FailureReason.PARAMETER_REPEATED, Misbehaviour.DUPLICATE_FRONT_ACCESS_TOKEN);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void code_is_repeated(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.PARAMETER_REPEATED, Misbehaviour.DUPLICATE_CODE);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void state_is_altered(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.STATE_UNKNOWN, Misbehaviour.STATE_ALTERED);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void state_is_missing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.STATE_MISSING, Misbehaviour.STATE_MISSING);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void state_is_repeated(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.PARAMETER_REPEATED, Misbehaviour.DUPLICATE_STATE);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void iss_parameter_is_missing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.RESPONSE_ISSUER_MISSING, Misbehaviour.NO_ISS_PARAMETER);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void iss_parameter_is_another(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.RESPONSE_ISSUER_MISMATCH, Misbehaviour.WRONG_ISS_PARAMETER);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#byFormPost")
    void form_comes_as_text(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.RESPONSE_UNREADABLE, Misbehaviour.FORM_POST_AS_TEXT);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#byFormPost")
    void form_comes_as_multipart(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.RESPONSE_UNREADABLE, Misbehaviour.FORM_POST_AS_MULTIPART);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#byFormPost")
    void form_is_oversized(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.RESPONSE_UNREADABLE, Misbehaviour.FORM_POST_OVERSIZED);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#inTheFragment")
    void fragment_is_oversized(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.RESPONSE_UNREADABLE, Misbehaviour.FRAGMENT_OVERSIZED);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdTokenAndCode")
    void the_two_id_tokens_differ_in_iss(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInTheBack(FailureReason.ID_TOKEN_ISSUER, Misbehaviour.HYBRID_ISS_DIFFERS);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdTokenAndCode")
    void the_two_id_tokens_differ_in_sub(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInTheBack(FailureReason.ID_TOKENS_DIFFER, Misbehaviour.HYBRID_SUB_DIFFERS);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdTokenAndCode")
    void the_two_id_tokens_differ_in_sid(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInTheBack(FailureReason.ID_TOKENS_DIFFER, Misbehaviour.HYBRID_SID_DIFFERS);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontIdTokenAndCode")
    void the_two_id_tokens_differ_in_auth_time(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInTheBack(FailureReason.ID_TOKENS_DIFFER, Misbehaviour.HYBRID_AUTH_TIME_DIFFERS);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_answer_in_another_mode_is_refused(Flow flow) throws IOException {
        Misbehaviour other =
                flow.mode == ResponseMode.FORM_POST ? Misbehaviour.ANSWERS_IN_QUERY : Misbehaviour.ANSWERS_IN_FORM_POST;
        Login.at(PROVIDER, flow).failsInFront(FailureReason.RESPONSE_MODE_MISMATCH, other);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#byFormPost")
    void an_answer_in_a_fragment_that_nobody_asked_for_is_refused(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.STATE_MISSING, Misbehaviour.ANSWERS_IN_FRAGMENT);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_error_is_shown_and_nothing_else_happens(Flow flow) throws IOException {
        Login.Outcome outcome =
                Login.at(PROVIDER, flow).fails(403, FailureReason.AUTHORIZATION_ERROR, Misbehaviour.ERROR_SERVER);
        assertThat(outcome.page().body()).contains("error=server_error");
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_error_beside_a_code_is_an_error(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).fails(403, FailureReason.AUTHORIZATION_ERROR, Misbehaviour.CODE_AND_ERROR);
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withFrontAccessToken")
    void an_expires_in_that_is_no_number_counts_as_not_said(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).succeeds(Misbehaviour.FRONT_EXPIRES_IN_TEXT);
    }
}
