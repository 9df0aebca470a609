package dev.latchkey.redis;

import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import java.util.List;

/** What docs/redis.md shows, compiled. */
final class RedisExamples {
    private RedisExamples() {}

    static RelyingPartyBuilder sessions() {
        return RelyingParty.builder()
                .sessions(RedisSessionStore.builder("rediss://redis.example.com:6379")
                        .build());
    }

    static List<RedisSessionStoreBuilder> servers() {
        var one = RedisSessionStore.builder("rediss://shop:password@redis.example.com:6379/1");
        var watched = RedisSessionStore.sentinel("mymaster", "redis://sentinel1:26379", "redis://sentinel2:26379");
        var cluster = RedisSessionStore.cluster("rediss://node1:6379", "rediss://node2:6379");
        return List.of(one, watched, cluster);
    }
}
