package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.WebApp;
import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.testing.TestBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever reaches {@code /api} without a login is a hole, however the path was spelled. */
@OnEachContainer
final class PathBypassTest {
    private final Container container;

    PathBypassTest(Container container) {
        this.container = container;
    }

    @Test
    void no_spelling_reaches_a_protected_servlet() {
        assertHolds(PathBypassTest::onePathProtected, PathBypassTest::servlets);
    }

    @Test
    void no_spelling_reaches_a_servlet_beside_an_open_one() {
        assertHolds(PathBypassTest::onePathOpen, PathBypassTest::servlets);
    }

    @Test
    void no_spelling_reaches_a_route_of_a_lenient_framework() {
        assertHolds(PathBypassTest::onePathProtected, app -> app.servlet("/", new LenientRouter()));
        assertHolds(PathBypassTest::onePathOpen, app -> app.servlet("/", new LenientRouter()));
    }

    @Test
    void no_spelling_reaches_a_protected_file(@TempDir Path documents) throws IOException {
        write(documents.resolve("api/secret.txt"), Vault.SECRET);
        write(documents.resolve("public/x"), "public");

        assertHolds(PathBypassTest::onePathProtected, app -> app.documents(documents));
        assertHolds(PathBypassTest::onePathOpen, app -> app.documents(documents));
    }

    private static OidcFilter onePathProtected(OidcFilter filter) {
        return filter.protect("/api/*", Access.signedIn()).otherwise(Access.anyone());
    }

    private static OidcFilter onePathOpen(OidcFilter filter) {
        return filter.open("/public/*").otherwise(Access.signedIn());
    }

    private static WebApp servlets(WebApp app) {
        return app.servlet("/api/*", new Vault()).servlet("/public/*", new Echo());
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void assertHolds(UnaryOperator<OidcFilter> rules, UnaryOperator<WebApp> servlets) {
        Setup setup = Setup.standard().rules(rules).application(servlets);
        try (Application app = Application.start(container, setup)) {
            assertThat(app.send("GET", "/public/x").status()).isEqualTo(200);
            assertThat(secretAsSeenByAlice(app)).contains(Vault.SECRET);
            List<PathBypass> attempts = PathBypass.all();
            assertThat(attempts).hasSizeGreaterThan(150);
            assertThat(attempts.stream().filter(attempt -> isThrough(attempt.send(app.port()))))
                    .isEmpty();
        }
    }

    private static boolean isThrough(WireAnswer answer) {
        return answer.body().contains(Vault.SECRET) || answer.header("X-Vault") != null || answer.status() == 500;
    }

    private static String secretAsSeenByAlice(Application app) {
        return new TestBrowser().signIn(app.url("/api/secret.txt"), "alice").body();
    }
}
