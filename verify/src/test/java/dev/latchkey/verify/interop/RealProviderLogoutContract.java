package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How users leave a real provider; the applications register themselves, with all their addresses. */
@Tag("interop")
abstract class RealProviderLogoutContract {
    private final TestBrowser browser = new TestBrowser();

    /** The provider, running. */
    abstract RealProvider provider();

    private LoginApplication start(String name, UnaryOperator<RelyingPartyBuilder> settings) throws IOException {
        Provider registering = Provider.discover(provider().issuer())
                .scopes("openid", "profile", "email")
                .register(ClientMetadata.named(name));
        return LoginApplication.start(builder -> settings.apply(builder).provider("default", registering));
    }

    private Page signIn(LoginApplication application) {
        Page page = browser.open(application.url("/me"));
        Page me = provider().asksForCredentials(page) ? provider().signIn(browser, page, "alice") : page;
        assertThat(me.body()).contains("name=Alice Adams<");
        return me;
    }

    private boolean knows(LoginApplication application) {
        return browser.step(application.url("/")).body().contains("name=");
    }

    @Test
    void who_signs_out_of_one_application_is_signed_out_of_the_other_by_the_back_channel() throws IOException {
        try (LoginApplication one = start("One", builder -> builder.backchannelLogout(SessionStore.inMemory()));
                LoginApplication other =
                        start("Other", builder -> builder.backchannelLogout(SessionStore.inMemory()))) {
            signIn(other);
            Page me = signIn(one);
            assertThat(knows(other)).isTrue();
            provider().confirmSignOut(browser, browser.follow(me, "Sign out"));

            assertThat(knows(one)).isFalse();
            assertThat(knows(other)).isFalse();
        }
    }

    @Test
    void a_silent_check_finds_out_who_is_still_signed_in() throws IOException {
        try (LoginApplication one = start("One", RelyingPartyBuilder::sessionManagement);
                LoginApplication other = start("Other", builder -> builder)) {
            signIn(one);
            Page still = browser.open(one.url("/redirect_uri/session/check?return_to=/me"));
            assertThat(still.body()).contains("name=Alice Adams<");

            provider().confirmSignOut(browser, browser.follow(signIn(other), "Sign out"));
            Page gone = browser.open(one.url("/redirect_uri/session/check?return_to=/me"));
            assertThat(gone.url()).isEqualTo(one.url("/"));
            assertThat(knows(one)).isFalse();
        }
    }

    @Test
    void tokens_are_revoked_at_sign_out() throws IOException {
        try (LoginApplication application = start(
                "One", builder -> builder.sessions(SessionStore.inMemory()).refreshAccessTokens())) {
            Page me = signIn(application);
            String accessToken = me.body().replaceAll("(?s).*access_token=([^<]+)<.*", "$1");
            assertThat(userInfoStatus(accessToken)).isEqualTo(200);
            // Not followed to the provider: what is over there is over by revocation.
            browser.request(
                    "POST", application.url("/logout"), Map.of("Sec-Fetch-Site", "same-origin", "Accept", "text/html"));

            assertThat(userInfoStatus(accessToken)).isEqualTo(401);
        }
    }

    /** The path of the provider's UserInfo endpoint. */
    abstract String userInfo();

    private int userInfoStatus(String accessToken) {
        return new TestBrowser()
                .request("GET", userInfo(), Map.of("Authorization", "Bearer " + accessToken))
                .status();
    }
}
