package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.interop.Recorder.Exchange;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How users leave; the applications register themselves, with all their addresses. */
final class WaysOut {
    private WaysOut() {}

    /** Who signs out of one application is signed out of the other, which no browser tells. */
    static void back_channel(Visit visit) throws IOException {
        UnaryOperator<RelyingPartyBuilder> settings = builder -> builder.backchannelLogout(SessionStore.inMemory());
        try (LoginApplication one = visit.start(visit.registered(), settings);
                LoginApplication other = next(visit, settings)) {
            signIn(visit, other);
            Page me = signIn(visit, one);
            assertThat(knows(visit, other)).isTrue();
            visit.provider().confirmSignOut(visit.browser(), visit.browser().follow(me, "Sign out"));

            assertThat(knows(visit, one)).isFalse();
            assertThat(knows(visit, other)).isFalse();
        }
    }

    /** The provider is asked without a page of its own. */
    static void silent_check(Visit visit) throws IOException {
        try (LoginApplication one = visit.start(visit.registered(), RelyingPartyBuilder::sessionManagement);
                LoginApplication other = next(visit, builder -> builder)) {
            TestBrowser browser = visit.browser();
            signIn(visit, one);
            Page still = browser.open(one.url("/redirect_uri/session/check?return_to=/me"));
            assertThat(still.body()).contains("name=Alice Adams<");

            visit.provider().confirmSignOut(browser, browser.follow(signIn(visit, other), "Sign out"));
            Page gone = browser.open(one.url("/redirect_uri/session/check?return_to=/me"));
            assertThat(gone.url()).isEqualTo(one.url("/"));
            assertThat(knows(visit, one)).isFalse();
        }
    }

    static void tokens_are_revoked(Visit visit) throws IOException {
        try (LoginApplication application = visit.start(
                visit.registered(),
                builder -> builder.sessions(SessionStore.inMemory()).refreshAccessTokens())) {
            signIn(visit, application);
            Exchange userInfo = visit.calls().userInfo();
            assertThat(Recorder.repeat(userInfo).status()).isEqualTo(200);
            signOutHere(visit, application);

            assertThat(Recorder.repeat(userInfo).status()).isEqualTo(401);
        }
    }

    /** Nobody goes to the provider: what is over there is over by revocation. */
    static void signOutHere(Visit visit, LoginApplication application) {
        Page answer = visit.browser()
                .request(
                        "POST",
                        application.url("/logout"),
                        Map.of("Sec-Fetch-Site", "same-origin", "Accept", "application/json"));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static LoginApplication next(Visit visit, UnaryOperator<RelyingPartyBuilder> settings) throws IOException {
        Visit next = visit.next();
        return next.start(next.registered(), settings);
    }

    private static Page signIn(Visit visit, LoginApplication application) {
        Page page = visit.browser().open(application.url("/me"));
        Page me = visit.provider().asksForCredentials(page)
                ? visit.provider().signIn(visit.browser(), page, "alice")
                : page;
        assertThat(me.body()).contains("name=Alice Adams<");
        return me;
    }

    private static boolean knows(Visit visit, LoginApplication application) {
        return visit.browser().step(application.url("/")).body().contains("name=");
    }
}
