package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.LoginHook;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Form;
import dev.latchkey.store.SessionStore;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret, token, code or cookie value is in the log, on a page, or in anything that is printed. */
class SecretsTest {
    private final Set<String> secrets = new LinkedHashSet<>(List.of(
            Application.SECRET_KEY,
            Application.CLIENT_SECRET,
            "the-access-token",
            "the-refresh-token",
            "dGhlLWNsaWVudC1zZWNyZXQ"));
    private final StringBuilder printed = new StringBuilder();

    private void login(Application app) {
        Answer start = app.answer("/me");
        keepCookies(app);
        String location = Application.location(start);
        Form request = Form.parse(URI.create(location).getRawQuery());
        secrets.add(Objects.requireNonNull(request.get("state")));
        secrets.add(Objects.requireNonNull(request.get("nonce")));
        String callback = app.authorize(location);
        secrets.add(
                Objects.requireNonNull(Form.parse(callback.split("\\?", 2)[1]).get("code")));
        Answer end = app.answer(callback);
        keepCookies(app);
        if (end.response().status() == 303
                && app.open("/", dev.latchkey.app.Access.signedIn()) instanceof Proceed page) {
            printed.append(page).append(page.user()).append(page.cookies());
        }
        app.answer(callback);
        printed.append(start).append(end).append(start.response()).append(end.response());
        printed.append(end.response().body()).append(app.party);
        printed.append(app.browser.navigation("/").build());
        for (HttpCall call : app.provider.calls()) {
            printed.append(call);
            String verifier = Form.parse(call.body()).get("code_verifier");
            if (verifier != null) {
                secrets.add(verifier);
            }
        }
    }

    private void keepCookies(Application app) {
        app.browser.cookies().values().stream()
                .filter(value -> value.length() > 20)
                .forEach(secrets::add);
    }

    private void assertNothingLeaked(CapturedLog log) {
        assertThat(secrets).hasSizeGreaterThan(7);
        for (String secret : secrets) {
            assertThat(log.text()).as("the log").doesNotContain(secret);
            assertThat(printed.toString()).as("what was printed").doesNotContain(secret);
        }
    }

    @Test
    void a_login_that_succeeds_leaks_nothing() {
        try (CapturedLog log = new CapturedLog()) {
            login(new Application());
            login(new Application(s -> s.sessions(SessionStore.inMemory(10, new HandClock()))));
            assertNothingLeaked(log);
        }
    }

    /** Something that goes wrong. */
    record Trouble(String title, Consumer<Application> cause) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        troubles.add(new Trouble(
                "provider refuses",
                app -> app.provider.on("/token", call -> FakeProvider.json(400, "{\"error\":\"invalid_grant\"}"))));
        troubles.add(new Trouble(
                "client refused",
                app -> app.provider.on("/token", call -> FakeProvider.json(401, "{\"error\":\"invalid_client\"}"))));
        troubles.add(new Trouble(
                "token endpoint breaks",
                app -> app.provider.on("/token", call -> {
                    throw new IOException("connection reset");
                })));
        troubles.add(new Trouble("HTML", app -> app.provider.on("/token", "<html>the-access-token")));
        troubles.add(new Trouble(
                "transport bug",
                app -> app.provider.on("/token", call -> {
                    throw new IllegalStateException("unexpected");
                })));
        troubles.add(new Trouble("user info breaks", app -> app.provider.on("/userinfo", "{}")));
        troubles.add(new Trouble("keys break", app -> app.provider.on("/jwks", "nothing")));
        List<UnaryOperator<TokenBuilder>> tokens = List.of(
                t -> t.claim("iss", "https://evil"),
                t -> t.claim("aud", "client2"),
                t -> t.claim("nonce", "another"),
                t -> t.claim("exp", 1),
                t -> t.claim("iat", 1),
                t -> t.claim("at_hash", "x"),
                t -> t.claim("sub", 7),
                t -> t.header("alg", "none"),
                t -> t.header("kid", "unknown"),
                t -> t.key(Keys.FOREIGN_RSA.getPrivate()),
                t -> t.claim("picture", "x".repeat(9000)));
        for (int i = 0; i < tokens.size(); i++) {
            UnaryOperator<TokenBuilder> token = tokens.get(i);
            troubles.add(new Trouble("bad ID token " + i, app -> app.idTokens(token)));
        }
        return troubles;
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void a_login_that_fails_is_one_warning_that_leaks_nothing(Trouble trouble) {
        Application app = new Application();
        trouble.cause().accept(app);
        try (CapturedLog log = new CapturedLog()) {
            login(app);
            assertNothingLeaked(log);
            assertThat(log.text().lines().filter(line -> line.contains("Login failed: ")))
                    .as("this failure and that of the repeated callback")
                    .hasSize(2);
        }
    }

    @Test
    void an_error_view_that_throws_is_logged_and_replaced() {
        Application app = new Application(settings -> settings.errorView((error, request) -> {
            throw new IllegalStateException("view is broken");
        }));
        try (CapturedLog log = new CapturedLog()) {
            Answer page = app.answer("/redirect_uri?state=unknown");
            assertThat(page.response().body()).contains("state_unknown");
            assertThat(log.text()).contains("view is broken", "Login failed: state_unknown");
        }
    }

    @Test
    void a_login_hook_that_rejects_or_throws_leaves_no_session() {
        for (LoginHook hook : List.<LoginHook>of(user -> LoginHook.LoginDecision.reject("not today <b>"), user -> {
            throw new IllegalStateException("hook is broken");
        })) {
            Application app = new Application(settings -> settings.onLogin(hook));
            try (CapturedLog log = new CapturedLog()) {
                Answer end = app.signIn("/");
                assertThat(end.response().status()).isIn(403, 500);
                assertThat(end.response().body()).doesNotContain("<b>", "hook is broken");
                assertThat(app.browser.cookies()).isEmpty();
                assertThat(log.text()).contains("Login failed: ");
            }
        }
    }
}
