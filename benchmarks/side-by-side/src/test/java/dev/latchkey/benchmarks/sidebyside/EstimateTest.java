package dev.latchkey.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void ten_measurements_leave_the_lowest_and_the_highest_out() {
        assertThat(Estimate.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1)).isEqualTo(new Estimate(5.5, 2, 9));
        assertThat(Estimate.coverage(10)).isCloseTo(0.979, within(0.001));
    }

    @Test
    void few_measurements_leave_nothing_out_and_say_how_little_that_covers() {
        assertThat(Estimate.of(3, 1, 2)).isEqualTo(new Estimate(2, 1, 3));
        assertThat(Estimate.coverage(3)).isEqualTo(0.75);
    }

    @Test
    void many_measurements_leave_out_as_many_as_the_sign_test_allows() {
        double[] measured = new double[20];
        for (int i = 0; i < measured.length; i++) {
            measured[i] = i + 1;
        }
        assertThat(Estimate.of(measured)).isEqualTo(new Estimate(10.5, 6, 15));
        assertThat(Estimate.coverage(20)).isCloseTo(0.959, within(0.001));
    }
}
