package dev.latchkey.certification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The application's own certificate, and whom it trusts.
 *
 * @param server for connections to the application
 * @param client for outgoing calls; null: as the JDK does
 */
record Tls(SSLContext server, @Nullable SSLContext client) {
    private static final char[] PASSWORD = "certification".toCharArray();

    /**
     * From PEM files; without a certificate, one is made for this host.
     *
     * @param trust further authorities for outgoing calls, beside the JDK's
     * @throws IllegalArgumentException if a file has nothing of what it should have
     */
    static Tls of(String host, @Nullable Path certificate, @Nullable Path key, @Nullable Path trust)
            throws IOException, GeneralSecurityException, InterruptedException {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("-Dcertificate and -Dkey belong together: one of them is missing.");
        }
        KeyStore own = certificate == null || key == null ? made(host) : read(certificate, key);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(keys.getKeyManagers(), null, null);
        return new Tls(server, trust == null ? null : trusting(trust));
    }

    private static KeyStore made(String host) throws IOException, GeneralSecurityException, InterruptedException {
        Path directory = Files.createTempDirectory("certification-rp");
        Path file = directory.resolve("tls.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tls",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        (host.matches("[0-9.]+") ? "SAN=ip:" : "SAN=dns:") + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
        Files.delete(file);
        Files.delete(directory);
        return store;
    }

    private static KeyStore read(Path certificate, Path key) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "tls", privateKey(key), PASSWORD, certificates(certificate).toArray(Certificate[]::new));
        return store;
    }

    private static SSLContext trusting(Path authorities) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers(authorities(authorities)), null);
        return context;
    }

    /** Those of a PEM file, and the JDK's. */
    static KeyStore authorities(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate authority : certificates(pem)) {
            store.setCertificateEntry("given-" + number++, authority);
        }
        for (TrustManager jdk : trustManagers(null)) {
            for (Certificate authority : ((X509TrustManager) jdk).getAcceptedIssuers()) {
                store.setCertificateEntry("jdk-" + number++, authority);
            }
        }
        return store;
    }

    /** Who trusts these authorities; null: the JDK's. */
    private static TrustManager[] trustManagers(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        return trust.getTrustManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path pem)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(pem + " has no certificate.");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new IllegalArgumentException(pem + " is not a PEM file of certificates.", e);
        }
    }

    private static PrivateKey privateKey(Path pem) throws IOException, GeneralSecurityException {
        String base64 =
                Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
            } catch (InvalidKeySpecException | IllegalArgumentException e) {
                // Perhaps the other one; else said below.
            }
        }
        throw new IllegalArgumentException(pem + " is not a PEM file of a private RSA or EC key (PKCS #8).");
    }
}
