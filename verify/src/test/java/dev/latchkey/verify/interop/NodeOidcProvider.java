package dev.latchkey.verify.interop;

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

/** The npm package {@code oidc-provider} with the configuration in {@code src/test/node}. */
final class NodeOidcProvider implements RealProvider {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String INITIAL_ACCESS_TOKEN = "initial-access-token-1";

    private final ServerProcess process;
    private final String issuer;

    private NodeOidcProvider(ServerProcess process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /** Starts the provider; anybody may register a client. */
    static NodeOidcProvider start() throws IOException, InterruptedException {
        return start("oidc-provider", List.of());
    }

    /** Starts the provider; {@link #initialAccessToken()} is needed to register a client. */
    static NodeOidcProvider startWithClosedRegistration() throws IOException, InterruptedException {
        return start("oidc-provider-closed", List.of(INITIAL_ACCESS_TOKEN));
    }

    private static NodeOidcProvider start(String name, List<String> arguments)
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
            return new NodeOidcProvider(process, issuer);
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "oidc-provider";
    }

    @Override
    public String issuer() {
        return issuer;
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
    }
}
