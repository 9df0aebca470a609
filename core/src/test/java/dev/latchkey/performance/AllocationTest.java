package dev.latchkey.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What requests and logins allocate, in bytes. */
class AllocationTest {
    private static Map<String, Map<String, Long>> figures = Map.of();

    @BeforeAll
    static void measure() throws IOException, InterruptedException {
        figures = Figures.of(Measurement.BYTES);
    }

    static Set<String> operations() {
        return Budget.BYTES.keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void no_operation_allocates_more_than_its_budget(String operation) {
        long bytes = Objects.requireNonNull(
                figures.getOrDefault(operation, Map.of()).get(Measurement.BYTES), () -> "not measured: " + operation);
        long budget = Objects.requireNonNull(Budget.BYTES.get(operation));

        assertThat(bytes)
                .as("%s: it allocates %,d bytes, and its budget is %,d", operation, bytes, budget)
                .isLessThanOrEqualTo(budget);
    }

    @Test
    void every_operation_has_a_budget() {
        assertThat(operations()).isEqualTo(figures.keySet());
    }
}
