package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of the provider that bring no session, with a browser's own cookie rules. */
@Tag("browser")
class RefusedWaysInTest {
    @TempDir
    Path directory;

    private TwoSites sites;

    @BeforeEach
    void start() throws Exception {
        sites = TwoSites.start(directory, RefusedWaysInTest::providers);
    }

    @AfterEach
    void stop() throws Exception {
        sites.close();
    }

    /** With the page for errors that an application has that did not bring its own. */
    private static RelyingPartyBuilder providers(RelyingPartyBuilder builder, Provider provider) {
        for (ResponseMode mode : ResponseMode.values()) {
            builder.provider("CODE-" + mode, provider.responseMode(mode));
        }
        return builder.errorView(null)
                .provider("ID_TOKEN-FORM_POST", idToken(provider, ResponseMode.FORM_POST))
                .provider("ID_TOKEN-FRAGMENT", idToken(provider, ResponseMode.FRAGMENT));
    }

    private static Provider idToken(Provider provider, ResponseMode mode) {
        return provider.responseType(ResponseType.ID_TOKEN).responseMode(mode);
    }

    @ParameterizedTest
    @CsvSource({"CODE-QUERY", "CODE-FRAGMENT", "CODE-FORM_POST", "ID_TOKEN-FRAGMENT", "ID_TOKEN-FORM_POST"})
    void an_error_is_shown_and_nothing_else_happens(String providerName) throws Exception {
        try (Chromium chromium = sites.browser()) {
            chromium.open(sites.loginUrl(providerName));
            chromium.follow("Cancel");

            assertRefused(chromium, "authorization_error");
            assertThat(chromium.text()).contains("The user cancelled the sign-in (access_denied)");
            assertThat(chromium.history())
                    .allSatisfy(address -> assertThat(address).doesNotContain("#"));
            chromium.screenshot("page-4-error-" + providerName);

            chromium.follow("Sign in again");
            assertThat(chromium.url()).startsWith(sites.provider().issuer());
            assertNobodyIsSignedIn(chromium);
        }
    }

    /** The last two come without the cookie of the login: a form of another site does not bring it along. */
    @ParameterizedTest
    @CsvSource({
        "CODE-FORM_POST,ANSWERS_IN_QUERY,response_mode_mismatch",
        "CODE-FORM_POST,ANSWERS_IN_FRAGMENT,response_mode_mismatch",
        "ID_TOKEN-FORM_POST,ANSWERS_IN_FRAGMENT,response_mode_mismatch",
        "CODE-FRAGMENT,ANSWERS_IN_QUERY,response_mode_mismatch",
        "ID_TOKEN-FRAGMENT,ANSWERS_IN_QUERY,response_mode_mismatch",
        "CODE-QUERY,ANSWERS_IN_FRAGMENT,response_mode_mismatch",
        "ID_TOKEN-FRAGMENT,ANSWERS_IN_FORM_POST,state_unknown",
        "CODE-QUERY,ANSWERS_IN_FORM_POST,state_unknown"
    })
    void an_answer_in_another_mode_is_refused(String providerName, Misbehaviour how, String reason) throws Exception {
        try (Chromium chromium = sites.browser()) {
            chromium.open(sites.loginUrl(providerName));
            sites.provider().misbehave(how);
            chromium.follow("Sign in as Alice Archer");

            assertRefused(chromium, reason);
            assertNobodyIsSignedIn(chromium);
        }
    }

    private void assertRefused(Chromium chromium, String reason) {
        chromium.awaitTitle("You are not signed in");
        assertThat(chromium.text()).contains(reason + ", ");
        assertThat(chromium.url()).startsWith(sites.url("/redirect_uri"));
        assertThat(sites.provider().requests(Endpoint.TOKEN)).isEmpty();
        assertThat(sites.provider().requests(Endpoint.USERINFO)).isEmpty();
    }

    private void assertNobodyIsSignedIn(Chromium chromium) {
        chromium.open(sites.url("/"));
        assertThat(chromium.title()).isEqualTo("Home");
        assertThat(chromium.cookies()).noneMatch(cookie -> cookie.getName().endsWith("-s"));
    }
}
