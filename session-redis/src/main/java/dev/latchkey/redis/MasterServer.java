package dev.latchkey.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.CompletionStage;

/**
 * One server, or the one that Sentinels name when it is connected to. What breaks is not connected again here: {@link Link}
 * does so at the next use, and the Sentinels are asked anew.
 */
final class MasterServer implements Servers {
    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;

    MasterServer(RedisSettings settings) {
        resources = Lettuce.resources(settings);
        client = RedisClient.create(resources);
        client.setOptions(Lettuce.options(ClientOptions.builder().autoReconnect(false), settings)
                .build());
        uri = settings.topology() == Topology.SENTINEL ? behindSentinel(settings) : alone(settings);
    }

    private static RedisURI alone(RedisSettings settings) {
        RedisAddress address = settings.addresses().get(0);
        return Lettuce.uri(address, settings.credentialsAt(address), settings);
    }

    private static RedisURI behindSentinel(RedisSettings settings) {
        RedisURI.Builder master = RedisURI.builder().withSentinelMasterId(settings.masterName());
        for (RedisAddress address : settings.addresses()) {
            master.withSentinel(Lettuce.uri(address, address.credentials(), settings));
        }
        return Lettuce.common(master, settings.addresses().get(0).tls(), settings.credentials(), settings)
                .build();
    }

    @Override
    public CompletionStage<Connection> connect() {
        return client.connectAsync(ByteArrayCodec.INSTANCE, uri)
                .thenApply(connection -> new Connection(connection, connection.async(), false));
    }

    @Override
    public void close() {
        Lettuce.shutDown(client, resources);
    }
}
