package dev.latchkey.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The clients that the provider knows. Thread-safe. */
final class Clients {
    private final Map<String, Entry> clients = new ConcurrentHashMap<>();

    private record Entry(TestClient client, Instant secretExpiresAt) {}

    Clients(List<TestClient> clients) {
        clients.forEach(this::add);
    }

    void add(TestClient client) {
        add(client, Instant.MAX);
    }

    void add(TestClient client, Instant secretExpiresAt) {
        clients.put(client.clientId(), new Entry(client, secretExpiresAt));
    }

    @Nullable
    TestClient find(@Nullable String clientId) {
        Entry entry = clientId == null ? null : clients.get(clientId);
        return entry == null ? null : entry.client();
    }

    boolean hasLivingSecret(TestClient client, Instant now) {
        Entry entry = clients.get(client.clientId());
        return entry != null && now.isBefore(entry.secretExpiresAt());
    }
}
