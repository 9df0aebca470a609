package dev.latchkey.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PEM files that the application is started with. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path directory;

    private Path pem(String name, String type, byte[] content) throws Exception {
        String base64 = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                directory.resolve(name), "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }

    /** Makes {@code certificate.pem} and {@code key.pem} for localhost. */
    private Path madeCertificate(String algorithm) throws Exception {
        Path file = directory.resolve("tls.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tls",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        pem("key.pem", "PRIVATE KEY", store.getKey("tls", PASSWORD).getEncoded());
        Certificate certificate = store.getCertificate("tls");
        return pem("certificate.pem", "CERTIFICATE", certificate.getEncoded());
    }

    private static int status(CertificationServer server, SSLContext trust) throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
        URI health = URI.create(server.base() + "/control/health");
        return client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static CertificationServer serving(Path certificate, Path key) throws Exception {
        return Main.start(new Settings(URI.create("https://localhost:0"), certificate, key, null, null));
    }

    @Test
    void the_application_serves_with_the_certificate_that_it_is_given() throws Exception {
        for (String algorithm : new String[] {"EC", "RSA"}) {
            Path certificate = madeCertificate(algorithm);
            SSLContext trust = Objects.requireNonNull(
                    Tls.of("localhost", null, null, certificate).client());
            try (CertificationServer server = serving(certificate, directory.resolve("key.pem"))) {
                assertThat(status(server, trust)).isEqualTo(200);
            }
            Files.delete(directory.resolve("tls.p12"));
        }
    }

    @Test
    void without_trust_the_jdks_authorities_count_alone() throws Exception {
        Path certificate = madeCertificate("EC");

        assertThat(Tls.of("localhost", null, null, null).client()).isNull();
        try (CertificationServer server = serving(certificate, directory.resolve("key.pem"))) {
            assertThatThrownBy(() -> status(server, SSLContext.getDefault())).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void trust_is_beside_the_jdks_authorities_and_not_instead_of_them() throws Exception {
        Path certificate = madeCertificate("EC");
        TrustManagerFactory jdk = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        jdk.init((KeyStore) null);
        int jdkAuthorities = authorities(jdk);

        TrustManagerFactory all = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        all.init(Tls.authorities(certificate));
        assertThat(jdkAuthorities).isPositive();
        assertThat(authorities(all)).isEqualTo(jdkAuthorities + 1);
    }

    private static int authorities(TrustManagerFactory factory) {
        return Arrays.stream(factory.getTrustManagers())
                .mapToInt(manager -> ((X509TrustManager) manager).getAcceptedIssuers().length)
                .sum();
    }

    @Test
    void a_certificate_without_its_key_is_refused() throws Exception {
        Path certificate = madeCertificate("EC");

        assertThatThrownBy(() -> Tls.of("localhost", certificate, null, null))
                .hasMessage("-Dcertificate and -Dkey belong together: one of them is missing.");
        assertThatThrownBy(() -> Tls.of("localhost", null, certificate, null))
                .hasMessage("-Dcertificate and -Dkey belong together: one of them is missing.");
    }

    @Test
    void a_file_of_something_else_is_refused_by_its_name() throws Exception {
        Path certificate = madeCertificate("EC");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path noise = Files.writeString(directory.resolve("noise.pem"), "noise");
        Path key = directory.resolve("key.pem");

        assertThatThrownBy(() -> Tls.of("localhost", null, null, empty)).hasMessage(empty + " has no certificate.");
        assertThatThrownBy(() -> Tls.of("localhost", null, null, noise)).hasMessageStartingWith(noise.toString());
        assertThatThrownBy(() -> Tls.of("localhost", noise, key, null)).hasMessageStartingWith(noise.toString());
        assertThatThrownBy(() -> Tls.of("localhost", certificate, noise, null))
                .hasMessageStartingWith(noise + " is not a PEM file of a private RSA or EC key");
    }

    @Test
    void the_keys_that_it_is_given_are_the_ones_that_it_publishes() throws Exception {
        Path jwks = directory.resolve("keys.json");
        String published = null;
        for (int i = 0; i < 2; i++) {
            try (CertificationServer server = CertificationServer.start(
                    URI.create("https://localhost:0"),
                    Tls.of("localhost", null, null, null),
                    jwks,
                    InstantSource.system())) {
                Visitor visitor = new Visitor(Suite.trustingAnybody());
                visitor.post(
                        server.base() + "/control/configure",
                        "application/json",
                        "{\"issuer\":\"https://idp.example.com\"}");
                String keys = visitor.get(server.base() + "/redirect_uri/jwks").body();
                assertThat(keys).contains("\"keys\"").doesNotContain("\"d\"");
                assertThat(published == null || published.equals(keys)).isTrue();
                published = keys;
            }
        }
    }
}
