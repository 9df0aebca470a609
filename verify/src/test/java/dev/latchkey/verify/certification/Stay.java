package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.http.WebRequest;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What comes after a login of Alice's: she is signed in at an application that keeps her refresh token. */
final class Stay implements AutoCloseable {
    final LoginApplication application;
    final TestBrowser browser;
    private final TestProvider provider;
    private final MovableClock clock;

    private Stay(TestProvider provider, MovableClock clock, LoginApplication application) {
        this.provider = provider;
        this.clock = clock;
        this.application = application;
        this.browser = new TestBrowser(clock);
    }

    /** As {@code client1}, with sessions on the server and refreshed tokens. */
    static Stay at(TestProvider provider, MovableClock clock, Flow flow) throws IOException {
        return at(
                provider,
                clock,
                settings -> settings.client("client1", "secret1")
                        .responseType(flow.type)
                        .responseMode(flow.mode),
                party -> party.sessions(SessionStore.inMemory(100, clock)).refreshAccessTokens());
    }

    /** As any client, with any settings of the relying party. */
    static Stay at(
            TestProvider provider,
            MovableClock clock,
            UnaryOperator<Provider> settings,
            UnaryOperator<RelyingPartyBuilder> party)
            throws IOException {
        Provider configured = settings.apply(Provider.discover(provider.issuer()));
        Stay stay = new Stay(
                provider,
                clock,
                LoginApplication.start(
                        builder -> party.apply(builder.clock(clock)).provider("default", configured)));
        provider.signOutEverywhere();
        assertThat(stay.browser.signIn(stay.application.url("/me"), "alice").body())
                .contains("name=Alice");
        provider.forgetRequests();
        return stay;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** The application uses the refresh token now, while the provider misbehaves. */
    Page refresh(Misbehaviour... how) {
        provider.misbehave(how);
        try {
            return browser.step(application.url("/refresh"));
        } finally {
            provider.behave();
        }
    }

    Page open(String path) {
        return browser.step(application.url(path));
    }

    /** What a page of the signed-in user says now, such as {@code access_token}. */
    String now(String name) {
        return value(name, open("/me"));
    }

    static String value(String name, Page page) {
        Matcher matcher = Pattern.compile("<p>" + name + "=([^<]*)</p>").matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }

    List<RecordedRequest> tokenRequests() {
        return provider.requests(Endpoint.TOKEN);
    }

    /** A request of this browser's, for calls of the relying party without a server between. */
    WebRequest request() {
        return application.request(browser);
    }

    @Override
    public void close() {
        application.close();
    }
}
