package dev.latchkey.verify.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestBrowser;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens are taken back at sign-out (RFC 7009), if that is possible. */
class RevocationTest {
    private Party party = Party.with(RevocationTest::refreshing);

    private static RelyingPartyBuilder refreshing(RelyingPartyBuilder builder) {
        return builder.backchannelLogout(SessionStore.inMemory()).refreshAccessTokens();
    }

    private void restart(UnaryOperator<RelyingPartyBuilder> settings) {
        party.close();
        party = Party.with(settings);
    }

    @AfterEach
    void stop() {
        party.close();
    }

    private Page signOut(TestBrowser browser) {
        return browser.request(
                "POST", party.url("/logout"), Map.of("Sec-Fetch-Site", "same-origin", "Accept", "text/html"));
    }

    private List<String> hints() {
        return party.provider.requests(Endpoint.REVOCATION).stream()
                .map(request -> request.parameter("token_type_hint"))
                .toList();
    }

    @Test
    void the_refresh_token_is_revoked_and_then_the_access_token() {
        TestBrowser browser = party.signedIn("alice");
        Page answer = signOut(browser);

        assertThat(answer.location().toString())
                .startsWith(party.provider.uri(Endpoint.END_SESSION).toString());
        assertThat(hints()).containsExactly("refresh_token", "access_token");
        RecordedRequest first = party.provider.requests(Endpoint.REVOCATION).get(0);
        assertThat(first.parameter("token")).isNotEmpty();
        assertThat(first.header("authorization")).startsWith("Basic ");
        assertThat(first.uri().getQuery()).isNull();
    }

    @Test
    void a_session_in_a_cookie_has_an_access_token_alone() {
        restart(builder -> builder);
        signOut(party.signedIn("alice"));

        assertThat(hints()).containsExactly("access_token");
    }

    @ParameterizedTest
    @CsvSource({"REVOCATION_DOWN, 1", "REVOCATION_SLOW, 1", "REVOCATION_REFUSED, 2", "NO_REVOCATION_ENDPOINT, 0"})
    void a_failure_keeps_nobody_from_signing_out(Misbehaviour how, int calls) {
        party.provider.misbehave(how);
        TestBrowser browser = party.signedIn("alice");
        Page answer = signOut(browser);

        assertThat(answer.location().toString())
                .startsWith(party.provider.uri(Endpoint.END_SESSION).toString());
        assertThat(party.knows(browser)).isFalse();
        assertThat(hints()).hasSize(calls);
    }

    @Test
    void tokens_are_kept_if_that_is_set() {
        restart(builder -> refreshing(builder).keepTokensAtLogout());
        signOut(party.signedIn("alice"));

        assertThat(hints()).isEmpty();
    }

    @Test
    void neither_a_question_nor_a_sign_out_elsewhere_revokes_anything() {
        TestBrowser browser = party.signedIn("alice");
        browser.request("GET", party.url("/logout"), Map.of("Sec-Fetch-Site", "cross-site", "Accept", "text/html"));
        party.provider.signOutEverywhere();

        assertThat(party.knows(browser)).isFalse();
        assertThat(hints()).isEmpty();
    }
}
