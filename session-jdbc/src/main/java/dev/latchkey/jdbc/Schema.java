package dev.latchkey.jdbc;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tables: created on request, and checked. */
final class Schema {
    private static final int ATTEMPTS = 10;
    private static final Map<String, String> FILES_BY_PRODUCT =
            Map.of("PostgreSQL", "schema-postgresql.sql", "H2", "schema-h2.sql");
    private static final List<Table> TABLES = List.of(
            new Table("latchkey_sessions", "session_key, version, expires_at, content"),
            new Table("latchkey_session_group", "group_key, session_key"),
            new Table("latchkey_values", "name, content, expires_at"),
            new Table("latchkey_tombstones", "group_key, issued_at, received_at, expires_at"));
    private static final String EXPECTED = "the tables of dev/latchkey/jdbc/schema-postgresql.sql or schema-h2.sql in"
            + " latchkey-session-jdbc, created by createTables() or by a migration of your own";

    private final Database database;
    private final String tablePrefix;

    private record Table(String name, String columns) {}

    Schema(Database database, String tablePrefix) {
        this.database = database;
        this.tablePrefix = tablePrefix;
    }

    /** Fails unless the database answers; its name. */
    String product() {
        try {
            return database.runOnce(true, statements -> {
                if (!statements.connection().isValid(database.timeoutSeconds())) {
                    throw new SQLTransientConnectionException("The connection does not answer");
                }
                return statements.connection().getMetaData().getDatabaseProductName();
            });
        } catch (SQLException e) {
            throw failed(
                    "dataSource",
                    "leads to no database that answers",
                    "one that can be reached when the application starts, because its tables are checked then",
                    e);
        }
    }

    /** Creates the tables, unless they are there. Of several nodes one does; the others find them, or try again. */
    void create(String product) {
        String file = FILES_BY_PRODUCT.get(product);
        if (file == null) {
            throw Misconfigured.setting(
                    "createTables",
                    "knows no schema for " + product,
                    "PostgreSQL or H2; for another database adapt dev/latchkey/jdbc/schema-postgresql.sql in"
                            + " latchkey-session-jdbc, create the tables with it, and leave createTables() out");
        }
        List<String> script = script(file);
        SQLException failure = null;
        for (int attempt = 1; attempt <= ATTEMPTS && !areThere(); attempt++) {
            try {
                failure = null;
                database.runOnce(false, statements -> {
                    statements.execute(script);
                    return true;
                });
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null && !areThere()) {
            throw failed("createTables", "could not create them", "a database user who may create tables", failure);
        }
    }

    /** Fails unless all tables can be read and have their columns. */
    void check() {
        TABLES.forEach(table -> {
            if (reading(table, table.columns()) == null) {
                return;
            }
            String name = table.name().replace(JdbcSessionStoreBuilder.DEFAULT_PREFIX, tablePrefix);
            SQLException unreadable = reading(table, "COUNT(*)");
            throw unreadable != null
                    ? failed("dataSource", "leads to no table " + name + " that can be read", EXPECTED, unreadable)
                    : Misconfigured.setting(
                            "dataSource",
                            "leads to a table " + name + " that lacks one of the columns " + table.columns(),
                            EXPECTED);
        });
    }

    private boolean areThere() {
        return TABLES.stream().allMatch(table -> reading(table, table.columns()) == null);
    }

    /** What happens when this is read from a table. */
    private @Nullable SQLException reading(Table table, String what) {
        try {
            database.runOnce(
                    true,
                    statements ->
                            statements.query(row -> true, "SELECT " + what + " FROM " + table.name() + " WHERE 1 = 0"));
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private static List<String> script(String file) {
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(file), file)) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--[^\n]*", "");
            return Arrays.stream(script.split(";", -1))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The driver's words are the cause: whoever starts the application may read them. */
    private static Misconfigured failed(String setting, String problem, String expected, SQLException failure) {
        return new Misconfigured(
                FailureReason.SETTING_INVALID,
                "Setting '" + setting + "' " + problem + " (" + DatabaseFailure.describe(failure) + "). Expected: "
                        + expected + ".",
                failure);
    }
}
