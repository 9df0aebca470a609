package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** One login of Alice, by a browser that was never here, at an application that knows nothing of the provider yet. */
final class Login {
    private final TestProvider provider;
    private UnaryOperator<Provider> settings;
    private UnaryOperator<RelyingPartyBuilder> builder = party -> party;

    private Login(TestProvider provider, UnaryOperator<Provider> settings) {
        this.provider = provider;
        this.settings = settings;
    }

    /** As {@code client1}. */
    static Login at(TestProvider provider, Flow flow) {
        return new Login(
                provider,
                settings -> settings.client("client1", "secret1")
                        .responseType(flow.type)
                        .responseMode(flow.mode));
    }

    /** As a client of its own kind. */
    static Login at(TestProvider provider, UnaryOperator<Provider> settings) {
        return new Login(provider, settings);
    }

    /** With further settings of the provider. */
    Login with(UnaryOperator<Provider> more) {
        UnaryOperator<Provider> before = settings;
        settings = provider -> more.apply(before.apply(provider));
        return this;
    }

    /** With private keys of the client. */
    Login withKeys() {
        builder = party -> party.keysFile(Keys.FILE);
        return this;
    }

    /** With further settings of the relying party. */
    Login party(UnaryOperator<RelyingPartyBuilder> more) {
        UnaryOperator<RelyingPartyBuilder> before = builder;
        builder = party -> more.apply(before.apply(party));
        return this;
    }

    /**
     * How it ended.
     *
     * @param page the last page
     * @param home the home page afterwards
     */
    record Outcome(Page page, String home) {}

    /** The login, while the provider misbehaves. */
    Outcome run(Misbehaviour... how) throws IOException {
        provider.signOutEverywhere();
        provider.forgetRequests();
        provider.misbehave(how);
        Provider configured = settings.apply(Provider.discover(provider.issuer()));
        try (LoginApplication application =
                LoginApplication.start(party -> builder.apply(party).provider("default", configured))) {
            TestBrowser browser = new TestBrowser();
            Page page = browser.open(application.url("/me"));
            if (page.url().toString().startsWith(provider.issuer())) {
                page = browser.signIn(application.url("/me"), "alice");
            }
            return new Outcome(page, browser.open(application.url("/")).body());
        } finally {
            provider.behave();
        }
    }

    /** It succeeds. */
    Outcome succeeds(Misbehaviour... how) throws IOException {
        Outcome outcome = run(how);
        assertThat(outcome.page().body()).contains("name=");
        assertThat(outcome.home()).contains("name=");
        return outcome;
    }

    /** It is refused, for this reason, with this status, and without a session. */
    Outcome fails(int status, FailureReason reason, Misbehaviour... how) throws IOException {
        Outcome outcome = run(how);
        assertThat(outcome.page().body()).contains("reason=" + reason.code() + "<");
        assertThat(outcome.page().status()).isEqualTo(status);
        assertThat(outcome.page().header("Cache-Control")).isEqualTo("no-store");
        assertThat(outcome.home()).contains("Sign in").doesNotContain("name=");
        assertThat(provider.requests(Endpoint.ELSEWHERE)).isEmpty();
        return outcome;
    }

    /** It is refused for what came through the browser: nobody was asked for anything more. */
    void failsInFront(FailureReason reason, Misbehaviour... how) throws IOException {
        fails(400, reason, how);
        assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(provider.requests(Endpoint.USERINFO)).isEmpty();
    }

    /** It is refused for what the token endpoint sent: UserInfo was not asked. */
    void failsInTheBack(FailureReason reason, Misbehaviour... how) throws IOException {
        fails(400, reason, how);
        assertThat(provider.requests(Endpoint.USERINFO)).isEmpty();
    }

    /** Refused at the first ID token, wherever that comes. */
    void failsAtTheFirstIdToken(Flow flow, FailureReason reason, Misbehaviour how) throws IOException {
        if (flow.hasFrontIdToken()) {
            failsInFront(reason, how);
        } else {
            failsInTheBack(reason, how);
        }
        if (flow.isHybridWithIdToken()) {
            failsInTheBack(reason, how, Misbehaviour.ONLY_IN_THE_BACK_CHANNEL);
        }
    }

    /** Keys that all tests share: making them takes half a second. */
    private static final class Keys {
        static final Path FILE = file();

        private static Path file() {
            try {
                Path directory = Files.createTempDirectory("latchkey-keys");
                directory.toFile().deleteOnExit();
                return directory.resolve("keys.json");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
