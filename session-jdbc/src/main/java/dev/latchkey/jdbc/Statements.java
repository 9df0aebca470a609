package dev.latchkey.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements on one connection, each with the time limit; they name the tables with the default prefix. */
final class Statements {
    private final Connection connection;
    private final String tablePrefix;
    private final int timeoutSeconds;

    /** What becomes of a row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Statements(Connection connection, String tablePrefix, int timeoutSeconds) {
        this.connection = connection;
        this.tablePrefix = tablePrefix;
        this.timeoutSeconds = timeoutSeconds;
    }

    /** The number of changed rows. */
    int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** One statement, once for each of these parameters; the number of changed rows. */
    int updateEach(String sql, List<Object[]> all) throws SQLException {
        if (all.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = prepare(sql)) {
            for (Object[] parameters : all) {
                bind(statement, parameters);
                statement.addBatch();
            }
            int changed = 0;
            for (int count : statement.executeBatch()) {
                changed += count == Statement.SUCCESS_NO_INFO ? 1 : count;
            }
            return changed;
        }
    }

    <T> List<T> query(Row<T> row, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.read(rows));
                }
                return all;
            }
        }
    }

    /** Statements that take no parameters. */
    void execute(List<String> script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(timeoutSeconds);
            for (String sql : script) {
                statement.execute(withPrefix(sql));
            }
        }
    }

    Connection connection() {
        return connection;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(withPrefix(sql));
        try {
            statement.setQueryTimeout(timeoutSeconds);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private String withPrefix(String sql) {
        return sql.replace(JdbcSessionStoreBuilder.DEFAULT_PREFIX, tablePrefix);
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (parameters[i] instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, (String) parameters[i]);
            }
        }
    }
}
