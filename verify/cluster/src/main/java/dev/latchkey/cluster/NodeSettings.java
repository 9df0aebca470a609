package dev.latchkey.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a node is started with.
 *
 * @param name its name in answers
 * @param port where it listens, on loopback
 * @param baseUrl where users find the application, the same on all nodes
 * @param issuer the provider
 * @param store where sessions are, as a URL: {@code redis://…} or {@code jdbc:…}
 * @param secretKeys the ring; the first key seals, all open
 */
record NodeSettings(String name, int port, String baseUrl, String issuer, String store, List<String> secretKeys) {
    /** Copies the list. */
    NodeSettings {
        secretKeys = List.copyOf(secretKeys);
    }

    /** The settings in arguments, {@code name=value} each. */
    static NodeSettings of(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        return new NodeSettings(
                required(values, "name"),
                Integer.parseInt(required(values, "port")),
                required(values, "baseUrl"),
                required(values, "issuer"),
                required(values, "store"),
                List.of(required(values, "secretKeys").split(",", -1)));
    }

    private static String required(Map<String, String> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** These settings as arguments. */
    List<String> arguments() {
        return Stream.of(
                        "name=" + name,
                        "port=" + port,
                        "baseUrl=" + baseUrl,
                        "issuer=" + issuer,
                        "store=" + store,
                        "secretKeys=" + String.join(",", secretKeys))
                .toList();
    }

    /** The key that seals. */
    String currentKey() {
        return secretKeys.get(0);
    }

    /** The keys that only open. */
    String[] otherKeys() {
        return secretKeys.stream().skip(1).toArray(String[]::new);
    }
}
