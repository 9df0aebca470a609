package dev.latchkey.example.javalin.docs;

import com.zaxxer.hikari.HikariConfig;
import dev.latchkey.RelyingParty;
import dev.latchkey.app.ActiveSession;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.jdbc.JdbcSessionStore;
import dev.latchkey.redis.RedisSessionStore;
import javax.sql.DataSource;

/** Stores and what is in them, as the documentation shows. */
final class StoreSetups {
    private StoreSetups() {}

    static RelyingParty inRedis(String secretKey) {
        return RelyingParty.builder()
                .sessions(RedisSessionStore.builder("rediss://redis.example.com:6379")
                        .build())
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
    }

    static RelyingParty inADatabase(DataSource dataSource, String secretKey) {
        JdbcSessionStore sessions =
                JdbcSessionStore.builder(dataSource).createTables().build();

        RelyingParty oidc = RelyingParty.builder()
                .backchannelLogout(sessions)
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
        return oidc;
    }

    static HikariConfig pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(
                "jdbc:postgresql://db.example.com/app?connectTimeout=2&cancelSignalTimeout=1&tcpKeepAlive=true");
        config.setConnectionTimeout(2_000);
        config.setValidationTimeout(1_000);
        return config;
    }

    static void signOutEverywhere(RelyingParty oidc, SignedInUser user) {
        for (ActiveSession session : oidc.activeSessions().of(user.issuer(), user.subject())) {
            System.out.println("signed in since " + session.beganAt() + ", last seen " + session.seenAt());
        }
        oidc.activeSessions().endAll(user.issuer(), user.subject());
    }
}
