package dev.latchkey.verify.interop;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real providers, and what each of them has not: the columns of {@code docs/interop.md}, in their order. */
enum Product {
    KEYCLOAK("Keycloak 26.7", Map.of()),
    OIDC_PROVIDER("oidc-provider 9.13", Map.of()),
    SPRING_AUTHORIZATION_SERVER("Spring Authorization Server 7.1", Map.of());

    private final String title;
    private final Map<Feature, String> lacking = new EnumMap<>(Feature.class);

    Product(String title, Map<String, List<Feature>> lacking) {
        this.title = title;
        lacking.forEach((reason, features) -> features.forEach(feature -> this.lacking.put(feature, reason)));
    }

    /** The head of its column. */
    String title() {
        return title;
    }

    /** Why it has not got this; null: it has. */
    @Nullable
    String lack(Feature feature) {
        return lacking.get(feature);
    }

    /** What is tried with it. */
    List<Feature> features() {
        return Arrays.stream(Feature.values())
                .filter(feature -> lack(feature) == null)
                .toList();
    }

    /** All that it has not got, with the reasons. */
    Map<Feature, String> lacking() {
        return Collections.unmodifiableMap(lacking);
    }
}
