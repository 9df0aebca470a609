package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.ID_TOKEN_AUTH_TIME;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_EXPIRED;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_ISSUED_AT;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_MALFORMED;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_NOT_YET_VALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.LoginParameters;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core §3.1.3.7 rules 9 and 10, RFC 7519 §4.1.4 to §4.1.6; a skew of 60 s. */
class IdTokenTimesTest {
    private static final long NOW = IdTokens.NOW;

    private final IdTokens login = new IdTokens();

    static Stream<Arguments> no_times() {
        return Stream.of("1", "", "soon", 1e300, -1e300, 1.5, true, List.of(NOW), null)
                .flatMap(value -> Stream.of(
                        Arguments.of("exp", value, ID_TOKEN_EXPIRED),
                        Arguments.of("iat", value, ID_TOKEN_ISSUED_AT),
                        Arguments.of("nbf", value, ID_TOKEN_NOT_YET_VALID)));
    }

    @ParameterizedTest
    @MethodSource("no_times")
    void a_time_that_is_no_whole_number_is_refused(String claim, @Nullable Object value, FailureReason reason) {
        login.refused(reason, IdTokens.good().claim(claim, value));
    }

    @Test
    void exp_and_iat_are_required_and_nbf_is_not() {
        login.refused(ID_TOKEN_EXPIRED, IdTokens.good().without("exp"));
        login.refused(ID_TOKEN_ISSUED_AT, IdTokens.good().without("iat"));
        assertThat(login.verify(IdTokens.good().without("nbf"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, NOW_MINUS_61, NOW_MINUS_60})
    void an_exp_in_the_past_is_refused(long exp) {
        login.refused(ID_TOKEN_EXPIRED, IdTokens.good().claim("exp", exp));
    }

    private static final long NOW_MINUS_61 = 1772366400L - 61;
    private static final long NOW_MINUS_60 = 1772366400L - 60;

    @ParameterizedTest
    @ValueSource(longs = {NOW_MINUS_60 + 1, NOW_MINUS_60 + 60, Long.MAX_VALUE})
    void an_exp_within_the_skew_or_in_the_future_is_accepted(long exp) {
        assertThat(login.verify(IdTokens.good().claim("exp", exp))).isNotNull();
    }

    @Test
    void an_iat_in_the_future_is_refused_beyond_the_skew() {
        assertThat(login.verify(IdTokens.good().claim("iat", NOW + 60))).isNotNull();
        assertThat(login.refused(ID_TOKEN_ISSUED_AT, IdTokens.good().claim("iat", NOW + 61)))
                .hasMessageContaining("61 s in the future");
        login.refused(ID_TOKEN_ISSUED_AT, IdTokens.good().claim("iat", Long.MAX_VALUE));
    }

    @Test
    void an_iat_older_than_ten_minutes_is_refused_beyond_the_skew() {
        assertThat(login.verify(IdTokens.good().claim("iat", NOW - 660))).isNotNull();
        assertThat(login.refused(ID_TOKEN_ISSUED_AT, IdTokens.good().claim("iat", NOW - 661)))
                .hasMessageContaining("661 s ago");
        login.refused(ID_TOKEN_ISSUED_AT, IdTokens.good().claim("iat", -1));
        login.refused(ID_TOKEN_ISSUED_AT, IdTokens.good().claim("iat", Long.MIN_VALUE));
    }

    @Test
    void an_nbf_in_the_future_is_refused_beyond_the_skew() {
        assertThat(login.verify(IdTokens.good().claim("nbf", NOW + 60))).isNotNull();
        login.refused(ID_TOKEN_NOT_YET_VALID, IdTokens.good().claim("nbf", NOW + 61));
        login.refused(ID_TOKEN_NOT_YET_VALID, IdTokens.good().claim("nbf", Long.MAX_VALUE));
    }

    @Test
    void a_whole_number_may_be_written_with_a_fraction_or_an_exponent() {
        String payload = IdTokens.good().payload();

        assertThat(login.verify(IdTokens.good().withPayload(payload.replace(":" + NOW, ":" + NOW + ".0"))))
                .isNotNull();
        assertThat(login.verify(IdTokens.good().withPayload(payload.replace(":" + (NOW + 300), ":1.8e9"))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "NaN", "Infinity", "0x10", "017", "+1", ".5", "1.", "1e", "- 1"})
    void a_number_that_is_none_or_infinite_is_refused(String number) {
        String payload = IdTokens.good().payload().replace("\"exp\":" + (NOW + 300), "\"exp\":" + number);

        assertThat(payload).contains(number);
        assertThat(login.verify(IdTokens.good().build())).isNotNull();
        assertThat(reasonFor(IdTokens.good().withPayload(payload))).isIn(ID_TOKEN_MALFORMED, ID_TOKEN_EXPIRED);
    }

    @Test
    void after_prompt_login_the_token_must_show_that_the_user_signed_in_anew() {
        IdTokens anew = new IdTokens(
                provider -> provider.parameters(LoginParameters.none().prompt("login")));

        assertThat(anew.verify(IdTokens.good().claim("auth_time", NOW - 60))).isNotNull();
        anew.refused(ID_TOKEN_AUTH_TIME, IdTokens.good().claim("auth_time", NOW - 61));
        assertThat(anew.refused(ID_TOKEN_AUTH_TIME, IdTokens.good()))
                .hasMessageContaining("auth_time is missing, but prompt=login was sent")
                .hasMessageContaining("maxAge(...)");
    }

    @Test
    void a_prompt_that_is_sent_unchecked_demands_nothing() {
        IdTokens unchecked = new IdTokens(provider -> provider.authorizationParameter("prompt", "login"));

        assertThat(unchecked.verify(IdTokens.good())).isNotNull();
    }

    private FailureReason reasonFor(String token) {
        try {
            login.verify(token);
        } catch (ProtocolViolation e) {
            return e.reason();
        }
        throw new AssertionError("accepted");
    }
}
