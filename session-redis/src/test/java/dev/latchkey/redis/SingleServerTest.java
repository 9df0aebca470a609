package dev.latchkey.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** One server, and a user of its ACL who may do what the documentation says, and no more. */
@Tag("cluster")
class SingleServerTest extends RedisContract {
    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        String answer = server.cli(Acl.setUser("shop", "pass word/1", "shop:").toArray(String[]::new));
        if (!answer.equals("OK")) {
            throw new IllegalStateException(answer);
        }
        server.cli("acl", "setuser", "default", "off");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    RedisSessionStoreBuilder builder() {
        return RedisSessionStore.builder(server.uri().replace("//", "//shop:pass%20word%2F1@"))
                .keyPrefix("shop:");
    }
}
