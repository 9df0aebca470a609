package dev.latchkey.verify.certification;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A provider whose clock is off. Both clocks stand still, so that the second of the border is exact; a login takes no time.
 */
class ClockSkewTest {
    private static final List<Flow> SOME = List.of(
            Flow.CODE_QUERY,
            Flow.ID_TOKEN_FORM_POST,
            Flow.ID_TOKEN_TOKEN_FRAGMENT,
            Flow.CODE_ID_TOKEN_FRAGMENT,
            Flow.CODE_TOKEN_FORM_POST);
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final TestProvider PROVIDER = TestProvider.builder()
            .clock(() -> NOW)
            .idTokenLifetime(Duration.ofMinutes(6))
            .start();

    @BeforeEach
    void forget() {
        PROVIDER.offsetClock(Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    /** A login where the provider's clock is this far ahead, or behind if negative. */
    private static Login login(Flow flow, int skew, int ahead) {
        PROVIDER.offsetClock(Duration.ofSeconds(ahead));
        return Login.at(PROVIDER, flow).party(party -> party.clock(() -> NOW).clockSkew(Duration.ofSeconds(skew)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60, 300})
    void an_id_token_may_be_issued_as_far_ahead_as_the_setting_says(int skew) throws IOException {
        for (Flow flow : SOME) {
            login(flow, skew, skew).succeeds();
            login(flow, skew, skew + 1)
                    .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_ISSUED_AT, Misbehaviour.AUDIENCE_AS_LIST);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60, 300})
    void an_id_token_may_have_ended_as_long_ago_as_the_setting_says(int skew) throws IOException {
        for (Flow flow : SOME) {
            login(flow, skew, -360 - skew + 1).succeeds();
            login(flow, skew, -360 - skew)
                    .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_EXPIRED, Misbehaviour.AUDIENCE_AS_LIST);
        }
    }

    /** The lie is an {@code nbf} five minutes after {@code iat}. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60, 300})
    void an_id_token_may_begin_as_late_as_the_setting_says(int skew) throws IOException {
        for (Flow flow : SOME) {
            login(flow, skew, skew - 300).succeeds(Misbehaviour.VALID_IN_FIVE_MINUTES);
            login(flow, skew, skew - 300 + 1)
                    .failsAtTheFirstIdToken(
                            flow, FailureReason.ID_TOKEN_NOT_YET_VALID, Misbehaviour.VALID_IN_FIVE_MINUTES);
        }
    }
}
