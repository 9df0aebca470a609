package dev.latchkey.certification;

import java.time.InstantSource;

/** Starts the certification application in the foreground; see {@code docs/certification.md}. */
public final class Main {
    private Main() {}

    /** Reads the system properties, and serves until the process is stopped. */
    public static void main(String[] args) throws Exception {
        CertificationServer server = start(Settings.of(System::getProperty));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("  Certification RP: " + server.base());
    }

    /** Serves with these settings. */
    static CertificationServer start(Settings settings) throws Exception {
        Tls tls = Tls.of(settings.base().getHost(), settings.certificate(), settings.key(), settings.trust());
        return CertificationServer.start(settings.base(), tls, settings.jwks(), InstantSource.system());
    }
}
