package dev.latchkey.verify.interop;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.latchkey.config.Provider;
import dev.latchkey.config.Weakening;
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

/** Keycloak with the realm in {@code src/test/resources/keycloak}; its database is in memory. */
public final class KeycloakServer implements RealProvider {
    static final String NAME = "Keycloak";

    /** What works here. */
    static final Set<Feature> OFFERED =
            EnumSet.complementOf(EnumSet.of(Feature.ID_TOKEN_HS256, Feature.SIGNED_INTROSPECTION));

    private static final Duration START = Duration.ofMinutes(4);
    private static final String REALM = "/realms/latchkey";
    private static final String REALM_FILE = "latchkey-realm.json";
    private static final String SCOPE_FILE = "client-scope-read.json";

    private final ServerProcess process;
    private final String issuer;

    private KeycloakServer(ServerProcess process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /** Starts Keycloak. */
    static KeycloakServer start() throws IOException, InterruptedException {
        ServerProcess process = process("keycloak");
        return ready(new KeycloakServer(process, process.url(REALM)));
    }

    /** Starts Keycloak behind a proxy, through which browsers and applications find it at this URL. */
    public static KeycloakServer startBehind(String publicUrl) throws IOException, InterruptedException {
        ServerProcess process =
                process("keycloak-behind-a-proxy", "--hostname=" + publicUrl, "--proxy-headers=xforwarded");
        return ready(new KeycloakServer(process, publicUrl + REALM));
    }

    private static ServerProcess process(String name, String... more) throws IOException, InterruptedException {
        Path home = home();
        return ServerProcess.start(name, port -> command(home, port, more), REALM + DISCOVERY, START);
    }

    private static KeycloakServer ready(KeycloakServer server) throws IOException {
        // A realm that is imported with client scopes of its own would have none of Keycloak's.
        server.admin().offerScope("latchkey", "client1", "read", Files.readString(realm().resolve(SCOPE_FILE)));
        return server;
    }

    private KeycloakAdmin admin() {
        return new KeycloakAdmin(process.url(""));
    }

    private static Path realm() {
        return Repository.verify("src/test/resources/keycloak");
    }

    private static Path home() throws IOException {
        Path home = Repository.verify("target/keycloak-" + System.getProperty("keycloak.version", "26.7.3"));
        if (!Files.isDirectory(home)) {
            throw new IOException("Keycloak is not unpacked: run mvn verify -Pinterop");
        }
        Path realms = Files.createDirectories(home.resolve("data/import"));
        Files.copy(realm().resolve(REALM_FILE), realms.resolve(REALM_FILE), REPLACE_EXISTING);
        return home;
    }

    private static ProcessBuilder command(Path home, int port, String... more) {
        // The first start compiles the configuration, which takes as long as the build command would.
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=localhost",
                "--http-port=" + port,
                "--db=dev-mem",
                "--cache=local"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms256m -Xmx512m",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        KeycloakAdmin.USER,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        KeycloakAdmin.PASSWORD));
        return builder;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String issuer() {
        return issuer;
    }

    /** Where the server listens, behind the proxy if there is one. */
    public String origin() {
        return process.url("");
    }

    /** Makes a client, described as in Keycloak's exports. */
    public void register(String client) {
        admin().register("latchkey", client);
    }

    @Override
    public Set<Feature> offered() {
        return OFFERED;
    }

    // The type of its access tokens is "JWT".
    @Override
    public Provider takingJwts(Provider settings) {
        return settings.weaken(Weakening.ACCEPT_UNTYPED_ACCESS_TOKENS);
    }

    // Keycloak's policy for anonymous registration and its initial access tokens stand side by side.
    @Override
    public RealProvider withClosedRegistration() {
        return this;
    }

    @Override
    public String acr() {
        return "1";
    }

    @Override
    public String initialAccessToken() {
        return admin().initialAccessToken("latchkey");
    }

    @Override
    public boolean asksForCredentials(Page page) {
        return page.url().startsWith(issuer + "/") && page.body().contains("id=\"kc-form-login\"");
    }

    @Override
    public Page signIn(TestBrowser browser, Page form, String user) {
        boolean isKnown = !form.body().contains("name=\"username\"");
        return browser.submit(
                form, "Sign In", isKnown ? Map.of("password", user) : Map.of("username", user, "password", user));
    }

    @Override
    public Page refuse(TestBrowser browser, Page form, String user) {
        Page consent = signIn(browser, form, user);
        return browser.submit(consent, "No", Map.of());
    }

    // Keycloak asks only when the request has no id_token_hint: the cookie store leaves out a long ID token.
    @Override
    public Page confirmSignOut(TestBrowser browser, Page page) {
        return page.body().contains("id=\"kc-logout\"") ? browser.submit(page, "Logout", Map.of()) : page;
    }

    @Override
    public void close() {
        process.close();
    }
}
