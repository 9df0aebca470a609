package dev.latchkey.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Our settings as those of the client library. */
final class Lettuce {
    /** More commands than this wait for answers only if none come. */
    private static final int MAX_UNANSWERED = 10_000;

    private static final Duration KEEP_ALIVE_IDLE = Duration.ofSeconds(30);
    private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(100);
    private static final Duration LATER_RECONNECTS = Duration.ofSeconds(1);
    private static final int THREADS = 2;

    private Lettuce() {}

    static ClientResources resources(RedisSettings settings) {
        ClientResources.Builder resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .reconnectDelay(Delay.exponential(FIRST_RECONNECT, LATER_RECONNECTS, 2, TimeUnit.MILLISECONDS));
        if (settings.trust() != null) {
            resources.nettyCustomizer(new OwnTrust(settings.trust()));
        }
        return resources.build();
    }

    /** A command that was not sent is refused, one whose answer is lost fails, and none is sent twice. */
    static <B extends ClientOptions.Builder> B options(B options, RedisSettings settings) {
        options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_UNANSWERED)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .keepAlive(KeepAliveOptions.builder()
                                .enable()
                                .idle(KEEP_ALIVE_IDLE)
                                .interval(KEEP_ALIVE_INTERVAL)
                                .count(3)
                                .build())
                        .build());
        return options;
    }

    /** Ends a client, and then its threads; waits for neither. */
    static void shutDown(AbstractRedisClient client, ClientResources resources) {
        CompletionStage<Void> ended = client.shutdownAsync();
        ended.whenComplete((done, problem) -> {
            var unused = resources.shutdown(0, 2, TimeUnit.SECONDS);
        });
    }

    static RedisURI uri(RedisAddress address, @Nullable Credentials credentials, RedisSettings settings) {
        RedisURI.Builder uri = RedisURI.builder().withHost(address.host()).withPort(address.port());
        return common(uri, address.tls(), credentials, settings)
                .withDatabase(address.database())
                .build();
    }

    static RedisURI.Builder common(
            RedisURI.Builder uri, boolean tls, @Nullable Credentials credentials, RedisSettings settings) {
        uri.withSsl(tls).withVerifyPeer(SslVerifyMode.FULL).withTimeout(settings.connectTimeout());
        if (credentials != null && credentials.user().isEmpty()) {
            uri.withPassword(credentials.password().toCharArray());
        } else if (credentials != null) {
            uri.withAuthentication(credentials.user(), credentials.password().toCharArray());
        }
        return uri;
    }
}
