package dev.latchkey.testing;

import dev.latchkey.testing.jose.SigningAlgorithm;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** The asymmetric algorithms that responses to these clients are signed by. */
    Set<SigningAlgorithm> signingAlgorithms() {
        Set<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
        for (Entry entry : clients.values()) {
            for (String kind : List.of("id_token", "userinfo", "introspection")) {
                String name = entry.client().text(kind + "_signed_response_alg");
                if (name != null && ClientMetadata.ASYMMETRIC.contains(name)) {
                    algorithms.add(SigningAlgorithm.named(name));
                }
            }
        }
        return algorithms;
    }

    boolean hasLivingSecret(TestClient client, Instant now) {
        Entry entry = clients.get(client.clientId());
        return entry != null && now.isBefore(entry.secretExpiresAt());
    }
}
