package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.testing.jose.Certificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A client's own server, which always answers the same. */
final class ClientServer implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    private final String scheme;

    /** A server without TLS. */
    ClientServer(String contentType, String body) {
        this("http", open(HttpServer::create), contentType, body);
    }

    private ClientServer(String scheme, HttpServer server, String contentType, String body) {
        this.scheme = scheme;
        this.server = server;
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.incrementAndGet();
                byte[] bytes = body.getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    /** A server whose certificate is from nobody, for nobody. */
    static ClientServer withWorthlessCertificate(String contentType, String body) {
        HttpsServer https = open(HttpsServer::create);
        https.setHttpsConfigurator(new HttpsConfigurator(worthless()));
        return new ClientServer("https", https, contentType, body);
    }

    String address() {
        return scheme + "://localhost:" + server.getAddress().getPort() + "/document";
    }

    int requests() {
        return requests.get();
    }

    private interface Opener<T> {
        T open(InetSocketAddress address, int backlog) throws IOException;
    }

    private static <T> T open(Opener<T> opener) {
        try {
            return opener.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext worthless() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            String encoded = Certificates.of(pair.getPublic(), Signing.key("nobody", "RS256"));
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(encoded)));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", pair.getPrivate(), new char[0], new Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
