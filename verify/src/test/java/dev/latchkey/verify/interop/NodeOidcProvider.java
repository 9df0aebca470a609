package dev.latchkey.verify.interop;

import dev.latchkey.app.TokenRequest;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The npm package {@code oidc-provider} with the configuration in {@code src/test/node}. */
final class NodeOidcProvider implements RealProvider {
    static final String NAME = "oidc-provider";

    /** What works here. */
    static final Set<Feature> OFFERED = EnumSet.complementOf(EnumSet.of(
            Feature.REQUEST_NONE,
            Feature.REQUEST_URI_NONE,
            Feature.REQUEST_URI_RS256,
            Feature.REQUEST_URI_ES256,
            Feature.ROLES));

    private static final Duration START = Duration.ofSeconds(60);
    private static final String INITIAL_ACCESS_TOKEN = "initial-access-token-1";

    private final ServerProcess process;
    private final @Nullable NodeOidcProvider closed;

    private NodeOidcProvider(ServerProcess process, @Nullable NodeOidcProvider closed) {
        this.process = process;
        this.closed = closed;
    }

    /** Starts a provider where anybody may register a client, and one where {@link #initialAccessToken()} is needed. */
    static NodeOidcProvider start() throws IOException, InterruptedException {
        Path directory = Repository.verify("src/test/node");
        if (!Files.isDirectory(directory.resolve("node_modules/oidc-provider"))) {
            throw new IOException(
                    "oidc-provider is not installed: run mvn verify -Pinterop, or npm ci in " + directory);
        }
        NodeOidcProvider closed =
                new NodeOidcProvider(start("oidc-provider-closed", directory, INITIAL_ACCESS_TOKEN), null);
        try {
            return new NodeOidcProvider(start("oidc-provider", directory), closed);
        } catch (IOException | InterruptedException e) {
            closed.close();
            throw e;
        }
    }

    private static ServerProcess start(String name, Path directory, String... arguments)
            throws IOException, InterruptedException {
        return ServerProcess.start(
                name, port -> command(port, arguments).directory(directory.toFile()), DISCOVERY, START);
    }

    private static ProcessBuilder command(int port, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", "provider.mjs", Integer.toString(port)));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String issuer() {
        return process.url("");
    }

    @Override
    public Set<Feature> offered() {
        return OFFERED;
    }

    // Tokens in the front channel and http do not go together for clients that are not "native".
    @Override
    public ClientMetadata clientMetadata(Visit visit) {
        return ClientMetadata.named("Interop").with("application_type", "native");
    }

    // It promises the iss parameter for every answer, but leaves it to the ID token where there is one.
    @Override
    public Provider idTokenInFront(Provider settings) {
        return settings.adjustMetadata(
                metadata -> metadata.with("authorization_response_iss_parameter_supported", false));
    }

    // A token for an API (RFC 8707) is for that alone, and not for UserInfo.
    @Override
    public Provider callingApi(Provider settings, String audience) {
        return settings.scopes("openid", "read")
                .authorizationParameter("resource", audience)
                .userInfo(UserInfoMode.NEVER);
    }

    @Override
    public TokenRequest ownToken(String audience) {
        return RealProvider.super.ownToken(audience).resource(audience);
    }

    @Override
    public RealProvider withClosedRegistration() {
        return closed == null ? this : closed;
    }

    @Override
    public String acr() {
        return "urn:example:password";
    }

    @Override
    public String initialAccessToken() {
        return INITIAL_ACCESS_TOKEN;
    }

    @Override
    public boolean asksForCredentials(Page page) {
        return page.url().startsWith(process.url("/")) && page.body().contains("name=\"password\"");
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
