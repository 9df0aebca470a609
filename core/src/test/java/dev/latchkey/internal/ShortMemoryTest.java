package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.HandClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Values that are kept for a while, and bounded in number. */
class ShortMemoryTest {
    private static final Instant NOW = HandClock.START;

    private final ShortMemory<String> memory = new ShortMemory<>(3);

    @Test
    void a_value_is_there_until_its_time_and_not_then() {
        memory.keep("a", "1", NOW.plusSeconds(10), NOW);

        assertThat(memory.find("a", NOW.plusSeconds(9))).isEqualTo("1");
        assertThat(memory.find("a", NOW.plusSeconds(10))).isNull();
        assertThat(memory.find("b", NOW)).isNull();
    }

    @Test
    void a_value_may_be_replaced_and_forgotten() {
        memory.keep("a", "1", NOW.plusSeconds(10), NOW);
        memory.keep("a", "2", NOW.plusSeconds(10), NOW);
        assertThat(memory.find("a", NOW)).isEqualTo("2");

        memory.forget("a");
        assertThat(memory.find("a", NOW)).isNull();
    }

    @Test
    void when_it_is_full_the_oldest_goes() {
        for (int i = 0; i < 4; i++) {
            memory.keep("k" + i, "v" + i, NOW.plusSeconds(10), NOW);
        }

        assertThat(memory.find("k0", NOW)).isNull();
        assertThat(memory.find("k1", NOW)).isEqualTo("v1");
        assertThat(memory.find("k3", NOW)).isEqualTo("v3");
    }

    @Test
    void what_is_over_makes_room_first() {
        memory.keep("old", "1", NOW.plusSeconds(1), NOW);
        memory.keep("a", "2", NOW.plusSeconds(10), NOW);
        memory.keep("b", "3", NOW.plusSeconds(10), NOW);
        memory.keep("c", "4", NOW.plusSeconds(10), NOW.plusSeconds(1));

        assertThat(memory.find("a", NOW.plusSeconds(2))).isEqualTo("2");
        assertThat(memory.find("c", NOW.plusSeconds(2))).isEqualTo("4");
    }

    @Test
    void the_oldest_is_the_one_that_was_kept_first_and_is_not_over() {
        memory.keep("over", "0", NOW.plusSeconds(1), NOW);
        memory.keep("a", "1", NOW.plusSeconds(10), NOW);
        memory.keep("b", "2", NOW.plusSeconds(10), NOW);

        assertThat(memory.oldest(NOW.plusSeconds(1))).isEqualTo("1");
        memory.forget("a");
        assertThat(memory.oldest(NOW.plusSeconds(1))).isEqualTo("2");
        assertThat(memory.oldest(NOW.plusSeconds(10))).isNull();
    }
}
