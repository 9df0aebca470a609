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

/** What the ID token and UserInfo must be, in every response type and mode (OpenID Connect Core §3.1.3.7, §5.3). */
class EveryFlowTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void plain_login(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).succeeds();
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).hasSize(flow.type.hasCode() ? 1 : 0);
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).hasSize(flow.hasUserInfo() ? 1 : 0);
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("nonce"))
                .matches("[A-Za-z0-9_-]{43}");
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void issuer_in_the_id_token_is_wrong(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_ISSUER, Misbehaviour.WRONG_ISSUER);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void no_sub(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_SUBJECT, Misbehaviour.MISSING_SUB);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void wrong_aud(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_AUDIENCE, Misbehaviour.WRONG_AUDIENCE);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void no_iat(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_ISSUED_AT, Misbehaviour.MISSING_IAT);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void expired(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_EXPIRED, Misbehaviour.EXPIRED_ID_TOKEN);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void corrupted_signature(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_SIGNATURE, Misbehaviour.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void alg_none(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_ALGORITHM, Misbehaviour.ALG_NONE);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void alg_none_in_another_spelling(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_ALGORITHM, Misbehaviour.ALG_NONE_CAPITALIZED);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void alg_none_in_capitals(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_ALGORITHM, Misbehaviour.ALG_NONE_UPPER_CASE);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void hs256_with_our_view_of_the_public_key(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(
                        flow, FailureReason.ID_TOKEN_ALGORITHM, Misbehaviour.HS256_SIGNED_WITH_PUBLIC_KEY);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void hs256_with_the_public_jwk(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(
                        flow, FailureReason.ID_TOKEN_ALGORITHM, Misbehaviour.HS256_SIGNED_WITH_PUBLIC_JWK);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_key_in_the_header_is_not_used(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_SIGNATURE, Misbehaviour.JWK_HEADER);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_key_url_in_the_header_is_not_followed(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_SIGNATURE, Misbehaviour.JKU_HEADER);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_certificate_url_in_the_header_is_not_followed(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_SIGNATURE, Misbehaviour.X5U_HEADER);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_certificate_in_the_header_is_not_used(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_SIGNATURE, Misbehaviour.X5C_HEADER);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void unknown_crit(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_CRITICAL_HEADER, Misbehaviour.UNKNOWN_CRIT);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void duplicate_members(Flow flow) throws IOException {
        Login.at(PROVIDER, flow)
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_MALFORMED, Misbehaviour.DUPLICATE_CLAIMS);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void nonce_is_altered(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_NONCE, Misbehaviour.WRONG_NONCE);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void nonce_is_missing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_NONCE, Misbehaviour.MISSING_NONCE);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void no_kid_and_one_fitting_key(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).succeeds(Misbehaviour.NO_KID);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void no_kid_and_several_fitting_keys(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).succeeds(Misbehaviour.NO_KID_SEVERAL_KEYS);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void keys_rotate_just_before_signing(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).succeeds(Misbehaviour.ROTATED_KEY);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void keys_rotate_and_there_is_no_kid(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).succeeds(Misbehaviour.NO_KID_ROTATED);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void decoys_in_the_key_set_are_ignored(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).succeeds(Misbehaviour.JWKS_ODD_KEYS);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withUserInfo")
    void userinfo_about_another_user(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).fails(400, FailureReason.USERINFO_SUBJECT, Misbehaviour.USERINFO_OTHER_SUBJECT);
    }
}
