package dev.latchkey.redis;

import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.event.ClusterTopologyChangedEvent;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A cluster: a connection to each master, made again by itself when it breaks. A command for a master that is not connected is
 * refused, even while it is being connected; therefore all are connected at once, and new ones when they are heard of.
 */
final class ClusterServers implements Servers {
    private static final Duration REFRESH = Duration.ofSeconds(15);
    private static final Duration REFRESH_ON_ERROR_AFTER = Duration.ofSeconds(1);

    private final ClientResources resources;
    private final RedisClusterClient client;
    private final AtomicReference<@Nullable StatefulRedisClusterConnection<byte[], byte[]>> current =
            new AtomicReference<>();

    ClusterServers(RedisSettings settings) {
        resources = Lettuce.resources(settings);
        client = RedisClusterClient.create(
                resources,
                settings.addresses().stream()
                        .map(address -> Lettuce.uri(address, settings.credentialsAt(address), settings))
                        .toList());
        ClusterClientOptions.Builder options = ClusterClientOptions.builder()
                .autoReconnect(true)
                .validateClusterNodeMembership(true)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(REFRESH)
                        .adaptiveRefreshTriggersTimeout(REFRESH_ON_ERROR_AFTER)
                        .build());
        client.setOptions(Lettuce.options(options, settings).build());
        resources.eventBus().get().ofType(ClusterTopologyChangedEvent.class).subscribe(changed -> {
            StatefulRedisClusterConnection<byte[], byte[]> connection = current.get();
            if (connection != null) {
                connectAll(connection, changed.after());
            }
        });
    }

    @Override
    public CompletionStage<Connection> connect() {
        return client.refreshPartitionsAsync()
                .thenCompose(refreshed -> client.connectAsync(ByteArrayCodec.INSTANCE))
                .thenCompose(connection -> {
                    current.set(connection);
                    return connectAll(connection, client.getPartitions())
                            .thenApply(done -> new Connection(connection, connection.async(), true));
                });
    }

    /** Ends when all masters are connected, or could not be. */
    private static CompletionStage<Void> connectAll(
            StatefulRedisClusterConnection<byte[], byte[]> connection, Collection<RedisClusterNode> nodes) {
        return CompletableFuture.allOf(nodes.stream()
                .filter(node -> node.getRole().isUpstream() && !node.getSlots().isEmpty())
                .map(RedisClusterNode::getUri)
                .map(uri -> connection
                        .getConnectionAsync(uri.getHost(), uri.getPort())
                        .handle((connected, failure) -> true))
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        Lettuce.shutDown(client, resources);
    }
}
