package dev.latchkey.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority, and a server's certificate from it, made by the JDK's keytool. */
final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final KeyStore all;

    /** Makes both; the server's certificate is for these names, such as {@code dns:localhost}. */
    Certificates(String names) throws IOException, GeneralSecurityException {
        directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "redis")), "tls-")
                .toAbsolutePath();
        Path store = directory.resolve("all.p12");
        keytool(store, "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:c");
        keytool(store, "-alias", "server", "-dname", "CN=redis", "-ext", "san=" + names, "-signer", "ca");
        all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        pem("ca.pem", "CERTIFICATE", all.getCertificate("ca").getEncoded());
        pem("server.pem", "CERTIFICATE", all.getCertificate("server").getEncoded());
        pem(
                "server.key",
                "PRIVATE KEY",
                all.getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    private static void keytool(Path store, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        command.addAll(List.of(arguments));
        RedisServer.run(command);
    }

    private void pem(String name, String kind, byte[] bytes) throws IOException {
        Files.writeString(
                directory.resolve(name),
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(bytes)
                        + "\n-----END " + kind + "-----\n");
    }

    /** A file made here, for the server. */
    String file(String name) {
        return directory.resolve(name).toString();
    }

    /** A context that trusts this authority, and no other. */
    SSLContext trust() throws GeneralSecurityException, IOException {
        Certificate authority = all.getCertificate("ca");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
