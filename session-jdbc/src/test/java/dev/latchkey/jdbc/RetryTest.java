package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database has undone is tried again; what it may have done is not. */
class RetryTest {
    private final Database database = new Database(H2.unpooled(H2.newDatabase()), "latchkey_", Duration.ofSeconds(2));
    private final AtomicInteger tries = new AtomicInteger();

    private void fail(SQLException failure) {
        assertThatThrownBy(() -> database.transaction(statements -> {
                    tries.incrementAndGet();
                    throw failure;
                }))
                .isInstanceOf(DatabaseFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "40000"})
    void what_others_were_in_the_way_of_is_tried_twenty_times(String state) {
        fail(new SQLException("undone", state));
        assertThat(tries).hasValue(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40002", "40003", "08006"})
    void what_a_constraint_refuses_or_what_nobody_knows_is_tried_once(String state) {
        fail(new SQLException("unknown", state));
        assertThat(tries).hasValue(1);
    }

    @Test
    void one_failure_of_unknown_outcome_among_several_is_enough() {
        SQLException failure = new SQLException("undone", "40001");
        failure.setNextException(new SQLException("unknown", "40003"));
        fail(failure);
        assertThat(tries).hasValue(1);
    }
}
