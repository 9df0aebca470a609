package dev.latchkey.verify.interop;

import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The npm package {@code oidc-provider} with the configuration in {@code src/test/node}. */
final class NodeOidcProvider implements RealProvider {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String INITIAL_ACCESS_TOKEN = "initial-access-token-1";

    private final ServerProcess process;
    private final String issuer;

    private final @Nullable NodeOidcProvider closed;

    private NodeOidcProvider(ServerProcess process, String issuer, @Nullable NodeOidcProvider closed) {
        this.process = process;
        this.issuer = issuer;
        this.closed = closed;
    }

    /** Starts the provider where anybody may register a client, and another where that needs a token. */
    static NodeOidcProvider start() throws IOException, InterruptedException {
        NodeOidcProvider closed = start("oidc-provider-closed", List.of(INITIAL_ACCESS_TOKEN), null);
        try {
            return start("oidc-provider", List.of(), closed);
        } catch (IOException | InterruptedException e) {
            closed.close();
            throw e;
        }
    }

    private static NodeOidcProvider start(String name, List<String> arguments, @Nullable NodeOidcProvider closed)
            throws IOException, InterruptedException {
        Path directory = Repository.verify("src/test/node");
        if (!Files.isDirectory(directory.resolve("node_modules/oidc-provider"))) {
            throw new IOException(
                    "oidc-provider is not installed: run mvn verify -Pinterop, or npm ci in " + directory);
        }
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of("node", "provider.mjs", Integer.toString(port)));
        command.addAll(arguments);
        ServerProcess process = ServerProcess.start(
                new ProcessBuilder(command).directory(directory.toFile()),
                Repository.output("logs").resolve(name + ".log"));
        String issuer = "http://localhost:" + port;
        try {
            process.awaitAnswer(URI.create(issuer + "/.well-known/openid-configuration"), START);
            return new NodeOidcProvider(process, issuer, closed);
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public Product product() {
        return Product.OIDC_PROVIDER;
    }

    @Override
    public String issuer() {
        return issuer;
    }

    @Override
    public String acr() {
        return "urn:example:password";
    }

    @Override
    public RealProvider closed() {
        return closed == null ? this : closed;
    }

    // Clients of the type "web" may not have http URIs for anything but the response type code.
    @Override
    public Provider enrol(Provider settings, ClientMetadata metadata, String applicationUrl) {
        return settings.register(metadata.with("application_type", "native"));
    }

    @Override
    public String initialAccessToken() {
        return INITIAL_ACCESS_TOKEN;
    }

    @Override
    public boolean asksForCredentials(Page page) {
        return page.url().startsWith(issuer) && page.body().contains("name=\"password\"");
    }

    @Override
    public Page signIn(TestBrowser browser, Page form, String user) {
        return browser.submit(form, "Sign in", Map.of("username", user, "password", user));
    }

    @Override
    public Page refuse(TestBrowser browser, Page form, String user) {
        return browser.submit(form, "Cancel", Map.of());
    }

    @Override
    public Page confirmSignOut(TestBrowser browser, Page page) {
        return browser.submit(page, "Sign out", Map.of());
    }

    @Override
    public void close() {
        process.close();
        if (closed != null) {
            closed.close();
        }
    }
}
