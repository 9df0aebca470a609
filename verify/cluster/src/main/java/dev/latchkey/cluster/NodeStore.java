package dev.latchkey.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.jdbc.JdbcSessionStore;
import dev.latchkey.redis.RedisSessionStore;
import dev.latchkey.store.RevocableSessionStore;
import java.time.Duration;

/** The store that all nodes share. Users, nodes, store and provider may all be on one busy machine: nothing is hurried. */
final class NodeStore {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private NodeStore() {}

    static RevocableSessionStore open(String url) {
        if (url.startsWith("jdbc:")) {
            return JdbcSessionStore.builder(pool(url))
                    .createTables()
                    .timeout(PATIENCE)
                    .build();
        }
        return RedisSessionStore.builder(url)
                .connectTimeout(PATIENCE)
                .commandTimeout(PATIENCE)
                .build();
    }

    private static HikariDataSource pool(String url) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setValidationTimeout(PATIENCE.dividedBy(2).toMillis());
        return new HikariDataSource(pool);
    }
}
