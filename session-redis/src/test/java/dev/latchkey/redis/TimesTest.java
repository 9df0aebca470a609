package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");

    @Test
    void a_life_is_what_is_left_in_milliseconds() {
        assertThat(Times.life(NOW.plusSeconds(90), NOW)).isEqualTo(90_000);
    }

    @Test
    void a_life_that_is_over_is_the_shortest_there_is() {
        assertThat(Times.life(NOW, NOW)).isEqualTo(1);
        assertThat(Times.life(NOW.plusNanos(1), NOW)).isEqualTo(1);
        assertThat(Times.life(Instant.MIN, NOW)).isEqualTo(1);
    }

    @Test
    void a_life_without_end_is_a_hundred_years() {
        assertThat(Times.life(Instant.MAX, NOW)).isEqualTo(36_500L * 24 * 3_600_000);
    }

    @Test
    void what_is_finer_than_a_millisecond_is_rounded_the_way_that_is_asked_for() {
        assertThat(Times.millis(NOW.plusNanos(1))).isEqualTo(NOW.toEpochMilli());
        assertThat(Times.millisOrLater(NOW.plusNanos(1))).isEqualTo(NOW.toEpochMilli() + 1);
        assertThat(Times.millisOrLater(NOW)).isEqualTo(NOW.toEpochMilli());
        assertThat(Times.millisOrLater(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Times.millis(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    }
}
