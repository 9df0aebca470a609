package dev.latchkey.jdbc;

import java.sql.SQLException;

/** The database did not do what it was asked. The message holds neither the driver's words, nor SQL, nor values. */
final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailure(SQLException failure) {
        this(describe(failure));
    }

    DatabaseFailure(String problem) {
        super("The session database failed: " + problem + ".");
    }

    /** Kind, SQLState and vendor code; a pool's exception is described with what it was caused by. */
    static String describe(SQLException failure) {
        StringBuilder words = new StringBuilder(failure.getClass().getSimpleName())
                .append(", SQLState ")
                .append(failure.getSQLState())
                .append(", code ")
                .append(failure.getErrorCode());
        Throwable cause = failure.getCause();
        if (cause instanceof SQLException deeper) {
            words.append(", caused by ").append(describe(deeper));
        } else if (cause != null) {
            words.append(", caused by ").append(cause.getClass().getSimpleName());
        }
        return words.toString();
    }
}
