package dev.latchkey.example.javalin;

import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.testing.TestUser;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The demo: {@code mvn -Pdemo}. Without properties it starts a provider of its own; {@code -Dissuer=...} with {@code
 * -DclientId=...} and {@code -DclientSecret=...} uses another, {@code -Dissuer=...} alone registers there; {@code
 * -Dport=...} moves it.
 */
public final class Demo {
    private static final int PROVIDER_PORT_OFFSET = 1000;

    private Demo() {}

    /** Starts the demo; it runs until Ctrl-C. */
    public static void main(String[] args) throws IOException {
        int port = Integer.getInteger("port", 8080);
        String issuer = setting("issuer");
        int providerPort = port + PROVIDER_PORT_OFFSET;
        if (isTaken(port) || (issuer == null && isTaken(providerPort))) {
            String ports = issuer == null ? port + " or " + providerPort : String.valueOf(port);
            System.err.println("Port " + ports + " is taken. Try `mvn -Pdemo -Dport=" + (port + 10) + "`.");
            System.exit(1);
        }
        Path directory = Files.createDirectories(Path.of(System.getProperty("demo.directory", ".demo")));
        Provider provider = issuer == null ? embedded(providerPort) : real(issuer);
        Javalin app = DemoApplication.start(
                "http://localhost:" + port,
                port,
                secretKey(directory),
                provider,
                directory.resolve("registration.json"));
        Runtime.getRuntime().addShutdownHook(new Thread(app::stop));
        System.out.println();
        System.out.println("  Latchkey demo: http://localhost:" + port);
        System.out.println("  Provider:      " + provider.settings().issuer());
        System.out.println("  Stop it with Ctrl-C.");
        System.out.println();
    }

    private static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("localhost"))) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    /** Its port, and so its issuer, is the same after a restart: whoever was signed in still is. */
    private static Provider embedded(int port) {
        TestProvider provider = TestProvider.builder()
                .port(port)
                .client(TestClient.confidential("client1", "secret1").withMetadata("client_name", "Latchkey demo"))
                .user(TestUser.of("alice")
                        .claim("name", "Alice Archer")
                        .claim("preferred_username", "alice")
                        .claim("email", "alice@example.com"))
                .user(TestUser.of("bob")
                        .claim("name", "Bob Baker")
                        .claim("preferred_username", "bob")
                        .claim("email", "bob@example.com"))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(provider::close));
        return Provider.discover(provider.issuer()).client("client1", "secret1");
    }

    private static Provider real(String issuer) {
        Provider provider = Provider.discover(issuer);
        String clientId = setting("clientId");
        String clientSecret = setting("clientSecret");
        if (clientId == null) {
            return provider.register(ClientMetadata.named("Latchkey demo"));
        }
        return clientSecret == null ? provider.publicClient(clientId) : provider.client(clientId, clientSecret);
    }

    /** Made once, so that a restart signs nobody out. */
    private static String secretKey(Path directory) throws IOException {
        Path file = directory.resolve("secret-key");
        if (Files.notExists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Files.writeString(file, Base64.getEncoder().encodeToString(random));
            keepForOwner(file);
        }
        return Files.readString(file).strip();
    }

    private static void keepForOwner(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static @Nullable String setting(String name) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? null : value;
    }
}
