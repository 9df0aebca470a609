package dev.latchkey.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How often requests and logins use which cryptographic algorithm. */
class CryptographyTest {
    private static Map<String, Map<String, Long>> figures = Map.of();

    @BeforeAll
    static void count() throws IOException, InterruptedException {
        figures = Figures.of(Measurement.CRYPTOGRAPHY);
    }

    static Set<String> operations() {
        return Budget.CRYPTOGRAPHY.keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void no_operation_uses_an_algorithm_more_often_than_its_budget_says(String operation) {
        Map<String, Long> budget = Objects.requireNonNull(Budget.CRYPTOGRAPHY.get(operation));

        assertThat(figures.getOrDefault(operation, Map.of()))
                .allSatisfy((algorithm, times) -> assertThat(times)
                        .as("%s: it uses %s so many times", operation, algorithm)
                        .isLessThanOrEqualTo(budget.getOrDefault(algorithm, 0L)));
    }

    /** What nobody may leave out, and what shows that the counting counts. */
    @ParameterizedTest
    @MethodSource("logins")
    void a_login_checks_one_signature(String operation) {
        assertThat(figures.getOrDefault(operation, Map.of())).containsEntry(CountingProvider.SIGNATURE, 1L);
    }

    static Set<String> logins() {
        return Set.of(Operations.LOGIN_END_IN_MEMORY, Operations.LOGIN_END_IN_COOKIE);
    }
}
