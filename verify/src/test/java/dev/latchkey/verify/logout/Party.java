package dev.latchkey.verify.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/** A provider and an application that is registered there with all its addresses, both with one clock. */
public final class Party implements AutoCloseable {
    final MovableClock clock = new MovableClock();
    final TestProvider provider;
    final LoginApplication application;

    private Party(
            UnaryOperator<TestProvider.Builder> there,
            UnaryOperator<TestClient> registered,
            UnaryOperator<Provider> settings,
            UnaryOperator<RelyingPartyBuilder> here) {
        provider = there.apply(TestProvider.builder().clock(clock)).start();
        application = start(settings, here);
        RelyingParty party = application.relyingParty();
        provider.client(registered.apply(TestClient.confidential("client1", "secret1")
                .withMetadata("backchannel_logout_uri", party.backchannelLogoutUri())
                .withMetadata("backchannel_logout_session_required", true)));
    }

    /** The same, and its provider opens the front-channel logout URI in a frame when users sign out there. */
    public Party inFrames() {
        provider.client(TestClient.confidential("client1", "secret1")
                .withMetadata(
                        "frontchannel_logout_uri", application.relyingParty().frontchannelLogoutUri())
                .withMetadata("frontchannel_logout_session_required", true));
        return this;
    }

    /** With these settings of the relying party. */
    public static Party with(UnaryOperator<RelyingPartyBuilder> here) {
        return new Party(builder -> builder, client -> client, settings -> settings, here);
    }

    /** With these settings of the relying party and of its provider, and as this client. */
    public static Party with(
            UnaryOperator<TestClient> registered,
            UnaryOperator<Provider> settings,
            UnaryOperator<RelyingPartyBuilder> here) {
        return new Party(builder -> builder, registered, settings, here);
    }

    /** That providers can sign out users of, in the back channel. */
    public static Party withBackchannel() {
        return with(builder -> builder.backchannelLogout(SessionStore.inMemory()));
    }

    private LoginApplication start(UnaryOperator<Provider> settings, UnaryOperator<RelyingPartyBuilder> here) {
        Provider configured =
                settings.apply(Provider.discover(provider.issuer()).client("client1", "secret1"));
        try {
            return LoginApplication.start(
                    builder -> here.apply(builder.clock(clock).provider("default", configured)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The provider. */
    public TestProvider provider() {
        return provider;
    }

    /** The application. */
    public LoginApplication application() {
        return application;
    }

    /** The address of a page of the application. */
    public String url(String path) {
        return application.url(path);
    }

    /** A new browser in which this user has signed in. */
    public TestBrowser signedIn(String user) {
        TestBrowser browser = new TestBrowser(clock);
        Page page = browser.signIn(url("/me"), user);
        assertThat(page.body()).contains("name=");
        return browser;
    }

    /** Is somebody signed in with this browser? Without asking the provider. */
    public boolean knows(TestBrowser browser) {
        return browser.step(url("/")).body().contains("name=");
    }

    @Override
    public void close() {
        application.close();
        provider.close();
    }
}
