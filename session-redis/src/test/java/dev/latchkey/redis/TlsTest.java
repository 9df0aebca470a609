package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One server that speaks TLS alone, with a certificate for localhost from an authority that the JDK does not know. */
@Tag("cluster")
class TlsTest extends RedisContract {
    private static RedisServer server;
    private static SSLContext trust;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        Certificates certificates = new Certificates("dns:localhost");
        trust = certificates.trust();
        server = RedisServer.start(
                (port, directory) -> List.of(
                        "redis-server",
                        "--port",
                        "0",
                        "--tls-port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        directory.toString(),
                        "--save",
                        "",
                        "--tls-auth-clients",
                        "no",
                        "--tls-cert-file",
                        certificates.file("server.pem"),
                        "--tls-key-file",
                        certificates.file("server.key"),
                        "--tls-ca-cert-file",
                        certificates.file("ca.pem")),
                List.of("--tls", "--cacert", certificates.file("ca.pem")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    RedisSessionStoreBuilder builder() {
        return RedisSessionStore.builder("rediss://localhost:" + server.port()).trust(trust);
    }

    private static String refusal(RedisSessionStoreBuilder builder) {
        StringBuilder causes = new StringBuilder();
        try (RedisSessionStore store = builder.build()) {
            for (Throwable cause = catchThrowable(store::count); cause != null; cause = cause.getCause()) {
                causes.append(cause).append('\n');
            }
        }
        assertThat(causes.toString()).startsWith("dev.latchkey.redis.RedisFailure");
        return causes.toString();
    }

    @Test
    void a_server_with_another_name_is_refused() {
        assertThat(refusal(RedisSessionStore.builder("rediss://127.0.0.1:" + server.port())
                        .trust(trust)))
                .contains("SSLHandshakeException", "No subject alternative names");
    }

    @Test
    void a_server_with_a_certificate_of_an_unknown_authority_is_refused() throws IOException, GeneralSecurityException {
        String uri = "rediss://localhost:" + server.port();

        assertThat(refusal(RedisSessionStore.builder(uri))).contains("SSLHandshakeException", "PKIX path");
        assertThat(refusal(RedisSessionStore.builder(uri).trust(new Certificates("dns:localhost").trust())))
                .contains("SSLHandshakeException", "PKIX path");
    }

    @Test
    void without_tls_nothing_is_read() {
        assertThat(refusal(RedisSessionStore.builder("redis://localhost:" + server.port())))
                .contains("cannot be reached");
    }
}
