package dev.latchkey.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/** H2 databases in memory. */
final class H2 {
    private H2() {}

    /** The address of a database that nobody has used. */
    static String newDatabase() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    /** Every connection is a new one. */
    static JdbcDataSource unpooled(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /** A pool of ten connections. */
    static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        return pool;
    }
}
