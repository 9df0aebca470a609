package dev.latchkey.verify.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.Weakening;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Spring Authorization Server, as {@code verify/authorization-server} configures it. */
final class SpringAuthorizationServer implements RealProvider {
    static final String NAME = "Spring Authorization Server";

    /** What works here. */
    static final Set<Feature> OFFERED = EnumSet.of(
            Feature.SIGN_OUT,
            Feature.REFUSAL,
            Feature.SILENT_CHECK,
            Feature.REVOCATION,
            Feature.CODE_QUERY,
            Feature.BASIC,
            Feature.POST,
            Feature.SECRET_JWT_HS256,
            Feature.SECRET_JWT_HS512,
            Feature.PRIVATE_KEY_JWT_RS256,
            Feature.PRIVATE_KEY_JWT_PS256,
            Feature.PRIVATE_KEY_JWT_ES256,
            Feature.NONE,
            Feature.ID_TOKEN_RS256,
            Feature.ID_TOKEN_RS384,
            Feature.ID_TOKEN_RS512,
            Feature.ID_TOKEN_PS256,
            Feature.ID_TOKEN_PS384,
            Feature.ID_TOKEN_PS512,
            Feature.ID_TOKEN_ES256,
            Feature.ID_TOKEN_ES384,
            Feature.ID_TOKEN_ES512,
            Feature.USERINFO_BODY,
            Feature.PROMPT_NONE,
            Feature.PROMPT_NONE_REFUSED,
            Feature.INITIAL_ACCESS_TOKEN,
            Feature.KEYS_BY_REFERENCE,
            Feature.REFRESH,
            Feature.ROTATION,
            Feature.ACCESS_TOKEN,
            Feature.INTROSPECTION,
            Feature.CLIENT_CREDENTIALS);

    private static final Duration START = Duration.ofMinutes(2);
    private static final String REGISTRAR = "registrar:registrar";

    private final ServerProcess process;

    private SpringAuthorizationServer(ServerProcess process) {
        this.process = process;
    }

    /** Starts the server. */
    static SpringAuthorizationServer start() throws IOException, InterruptedException {
        Path module = Repository.root().resolve("verify/authorization-server/target");
        Path libraries = module.resolve("classpath.txt");
        if (!Files.isRegularFile(libraries)) {
            throw new IOException("verify/authorization-server is not built: run mvn verify -Pinterop");
        }
        String classPath = module.resolve("classes") + File.pathSeparator + Files.readString(libraries);
        return new SpringAuthorizationServer(
                ServerProcess.start("spring-authorization-server", port -> command(classPath, port), DISCOVERY, START));
    }

    private static ProcessBuilder command(String classPath, int port) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "dev.latchkey.authorizationserver.AuthorizationServer",
                Integer.toString(port));
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

    // It reads keys by reference only, and every registration needs a token of its own.
    @Override
    public ClientMetadata clientMetadata(Visit visit) {
        return ClientMetadata.named("Interop")
                .with("jwks_uri", visit.url("/redirect_uri/jwks"))
                .initialAccessToken(initialAccessToken());
    }

    // Its access tokens say nothing of their type.
    @Override
    public Provider takingJwts(Provider settings) {
        return settings.weaken(Weakening.ACCEPT_UNTYPED_ACCESS_TOKENS);
    }

    @Override
    public RealProvider withClosedRegistration() {
        return this;
    }

    @Override
    public String initialAccessToken() {
        String credentials = Base64.getEncoder().encodeToString(REGISTRAR.getBytes(UTF_8));
        Page answer = new TestBrowser()
                .request(
                        "POST",
                        process.url("/oauth2/token"),
                        Map.of(
                                "Authorization",
                                "Basic " + credentials,
                                "Content-Type",
                                "application/x-www-form-urlencoded"),
                        "grant_type=client_credentials&scope=client.create");
        try {
            return Objects.requireNonNull(
                    JSONObjectUtils.getString(JSONObjectUtils.parse(answer.body()), "access_token"));
        } catch (ParseException e) {
            throw new IllegalStateException("no initial access token: " + answer, e);
        }
    }

    @Override
    public String acr() {
        throw new UnsupportedOperationException(NAME + " knows no authentication contexts");
    }

    @Override
    public boolean asksForCredentials(Page page) {
        return page.url().startsWith(process.url("/login")) && page.body().contains("name=\"password\"");
    }

    @Override
    public Page signIn(TestBrowser browser, Page form, String user) {
        return browser.submit(form, "Sign in", Map.of("username", user, "password", user));
    }

    // The script of "Cancel" sends the form with no scope chosen, as it stands at first.
    @Override
    public Page refuse(TestBrowser browser, Page form, String user) {
        return browser.submit(signIn(browser, form, user), "Submit Consent", Map.of());
    }

    @Override
    public Page confirmSignOut(TestBrowser browser, Page page) {
        return page;
    }

    @Override
    public void close() {
        process.close();
    }
}
