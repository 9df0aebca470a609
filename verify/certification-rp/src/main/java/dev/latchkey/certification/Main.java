package dev.latchkey.certification;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Starts the certification application in the foreground; see {@code docs/certification.md}. */
public final class Main {
    private Main() {}

    /** Reads the system properties, and serves until the process is stopped. */
    public static void main(String[] args) throws Exception {
        URI base = URI.create(System.getProperty("base", "https://localhost:9443"));
        Tls tls = Tls.of(base.getHost(), file("certificate"), file("key"), file("trust"));
        CertificationServer server = CertificationServer.start(base, tls, file("jwks"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("  Certification RP: " + server.base());
    }

    private static @Nullable Path file(String property) {
        String value = System.getProperty(property);
        return value == null || value.isBlank() ? null : Path.of(value);
    }
}
