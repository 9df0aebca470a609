package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One person, two browsers, and a provider that ends both sessions when he signs out in one. */
@Tag("browser")
class TwoBrowsersTest {
    private final TestProvider provider = TestProvider.start();
    private LoginApplication application;

    @BeforeEach
    void start() throws IOException {
        application = LoginApplication.start(builder -> builder.backchannelLogout(SessionStore.inMemory())
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1")));
        provider.client(TestClient.confidential("client1", "secret1")
                .withMetadata(
                        "backchannel_logout_uri", application.relyingParty().backchannelLogoutUri()));
    }

    @AfterEach
    void stop() {
        application.close();
        provider.close();
    }

    private Chromium signedIn() throws IOException {
        Chromium chromium = Chromium.start();
        chromium.open(application.url("/me"));
        chromium.follow("Sign in as Alice Archer");
        assertThat(chromium.text()).contains("name=Alice Archer");
        return chromium;
    }

    @Test
    void who_signs_out_in_one_browser_is_out_in_the_other_at_the_next_request() throws IOException {
        try (Chromium office = signedIn();
                Chromium home = signedIn()) {
            office.follow("Sign out");
            assertThat(office.text()).contains("Home").doesNotContain("name=");
            home.open(application.url("/me"));
            assertThat(home.text()).contains("name=Alice Archer");

            // The provider's own page for "sign out everywhere".
            assertThat(provider.signOut("alice")).hasSize(1).allMatch(delivery -> delivery.status() == 200);
            home.open(application.url("/me"));
            assertThat(home.url())
                    .startsWith(provider.uri(Endpoint.AUTHORIZATION).toString());
        }
    }
}
