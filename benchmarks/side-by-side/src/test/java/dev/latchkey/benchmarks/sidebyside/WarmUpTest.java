package dev.latchkey.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.benchmarks.sidebyside.Running.Cost;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private final WarmUp warmUp = new WarmUp(8, 2);

    @Test
    void is_over_once_requests_no_longer_become_cheaper_and_nothing_is_compiled() {
        add(400, 0);
        add(200, 0);
        add(100, 0);
        add(50, 0);
        assertThat(warmUp.isOver()).isFalse();
        add(49, 0);
        add(49, 0);
        assertThat(warmUp.isOver()).isTrue();
    }

    @Test
    void goes_on_while_much_is_compiled_though_requests_cost_the_same() {
        for (int i = 0; i < 23; i++) {
            add(50, 900);
            assertThat(warmUp.isOver()).isFalse();
        }
        add(50, 900);
        assertThat(warmUp.isOver()).isTrue();
    }

    private void add(double micros, long compilation) {
        warmUp.add(new Cost(micros, 0, 0, compilation));
    }
}
