package dev.latchkey.jdbc;

import dev.latchkey.failure.Misconfigured;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Settings of a {@link JdbcSessionStore}. Not thread-safe. */
public final class JdbcSessionStoreBuilder {
    static final String DEFAULT_PREFIX = "latchkey_";

    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,29}");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final DataSource dataSource;
    private String tablePrefix = DEFAULT_PREFIX;
    private boolean createTables;
    private Duration timeout = Duration.ofSeconds(2);
    private InstantSource clock = InstantSource.system();

    JdbcSessionStoreBuilder(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /**
     * What the names of the tables begin with, {@code latchkey_} unless set.
     *
     * @param tablePrefix a lower-case letter, then at most 29 lower-case letters, digits and underscores
     */
    public JdbcSessionStoreBuilder tablePrefix(String tablePrefix) {
        this.tablePrefix = Objects.requireNonNull(tablePrefix, "tablePrefix");
        return this;
    }

    /**
     * Creates the tables if they are not there, on PostgreSQL and H2. Several nodes may do so at the same time. Without it
     * they must be there: the files {@code schema-postgresql.sql} and {@code schema-h2.sql} beside this class create them.
     */
    public JdbcSessionStoreBuilder createTables() {
        createTables = true;
        return this;
    }

    /**
     * How long the database may take for one statement, 2 s unless set. If it has not even refused by then, the connection
     * is given up a second later, where the driver has network timeouts. How long it takes to get a connection is a
     * setting of the pool.
     *
     * @param timeout 1 s to 1 min, rounded up to whole seconds
     */
    public JdbcSessionStoreBuilder timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /** The clock by which sessions expire, the system's unless set; those of all nodes must agree within seconds. */
    public JdbcSessionStoreBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * The store; its tables are checked.
     *
     * @throws Misconfigured if a setting is not allowed, the database does not answer, or a table or column is missing
     */
    public JdbcSessionStore build() {
        if (!PREFIX.matcher(tablePrefix).matches()) {
            throw Misconfigured.setting(
                    "tablePrefix",
                    "is '" + tablePrefix + "'",
                    "a lower-case letter, then at most 29 lower-case letters, digits and underscores, such as app1_");
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw Misconfigured.setting("timeout", "is " + timeout, "1 s to 1 min, such as Duration.ofSeconds(2)");
        }
        Database database = new Database(dataSource, tablePrefix, timeout);
        Schema schema = new Schema(database, tablePrefix);
        String product = schema.product();
        if (createTables) {
            schema.create(product);
        }
        schema.check();
        return new JdbcSessionStore(database, product, clock);
    }
}
