package dev.latchkey.certification;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the application is started with.
 *
 * @param base its own URL
 * @param certificate the certificate for its TLS; null: made on the fly
 * @param key the private key of the certificate
 * @param trust further authorities for outgoing calls; null: none
 * @param jwks the private keys of the client; null: made on the fly
 */
record Settings(
        URI base,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path trust,
        @Nullable Path jwks) {
    private static final String DEFAULT_BASE = "https://localhost:9443";

    /**
     * From properties; a blank one counts as not set.
     *
     * @throws IllegalArgumentException if one is malformed
     */
    static Settings of(Function<String, @Nullable String> properties) {
        String base = value(properties, "base");
        return new Settings(
                base(base == null ? DEFAULT_BASE : base),
                file(properties, "certificate"),
                file(properties, "key"),
                file(properties, "trust"),
                file(properties, "jwks"));
    }

    private static URI base(String text) {
        try {
            URI uri = URI.create(text);
            boolean isOrigin = uri.getHost() != null
                    && uri.getRawPath().matches("/?")
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            if (isOrigin && "https".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "-Dbase is \"" + text + "\". Expected: https, a host and perhaps a port, such as " + DEFAULT_BASE);
    }

    private static @Nullable Path file(Function<String, @Nullable String> properties, String name) {
        String value = value(properties, name);
        return value == null ? null : Path.of(value);
    }

    private static @Nullable String value(Function<String, @Nullable String> properties, String name) {
        String value = properties.apply(name);
        return value == null || value.isBlank() ? null : value;
    }
}
