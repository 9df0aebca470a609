package dev.latchkey.benchmarks.sidebyside.latchkey;

import dev.latchkey.app.Decision;
import dev.latchkey.http.WebRequest;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A decision about a request whose session is in Redis, beside a bare GET of the same record; in one thread, in turn. */
final class RoundTrip {
    private static final int WARM_UP = 40;
    private static final int BLOCKS = 40;
    private static final int TIMES = 500;

    private RoundTrip() {}

    /** Microseconds of a bare GET and of a decision for each block, as pairs; before them, the record's length. */
    static String compare(Party party, String redis, String cookie) {
        WebRequest request = request(cookie);
        RedisClient client = RedisClient.create(redis);
        try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
            RedisCommands<byte[], byte[]> commands = connection.sync();
            byte[] key = longestRecord(commands);
            Runnable bare = () -> Objects.requireNonNull(commands.get(key));
            Runnable decision = () -> decide(party, request);
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < WARM_UP + BLOCKS; i++) {
                double first = micros(i % 2 == 0 ? bare : decision);
                double second = micros(i % 2 == 0 ? decision : bare);
                if (i >= WARM_UP) {
                    pairs.add(String.format(
                            Locale.ROOT, "%.3f/%.3f", i % 2 == 0 ? first : second, i % 2 == 0 ? second : first));
                }
            }
            return commands.strlen(key) + " " + String.join(" ", pairs);
        } finally {
            client.shutdown();
        }
    }

    /** Of all that the store has, the session is the longest string. */
    private static byte[] longestRecord(RedisCommands<byte[], byte[]> commands) {
        return commands.keys("*").stream()
                .filter(key -> commands.type(key).equals("string"))
                .max(Comparator.comparing(commands::strlen))
                .orElseThrow();
    }

    private static void decide(Party party, WebRequest request) {
        if (!(party.relyingParty().decide(request, party.access()) instanceof Decision.Proceed)) {
            throw new IllegalStateException("not signed in");
        }
    }

    private static double micros(Runnable work) {
        long start = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            work.run();
        }
        return (System.nanoTime() - start) / 1000.0 / TIMES;
    }

    private static WebRequest request(String cookie) {
        Map<String, List<String>> headers = Map.of("cookie", List.of(cookie));
        return new WebRequest(
                "GET",
                "/hello",
                null,
                name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()),
                limit -> "".getBytes(StandardCharsets.UTF_8));
    }
}
