package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.SessionFollows;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What ends a session beside its own lifetimes: nothing, its ID token, or the refresh token; in each store. */
class SessionFollowsTest {
    private static final MovableClock CLOCK = new MovableClock();
    private static final TestProvider PROVIDER = TestProvider.builder()
            .clock(CLOCK)
            .idTokenLifetime(Duration.ofMinutes(10))
            .accessTokenLifetime(Duration.ofMinutes(5))
            .start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    /** Where sessions are kept, and whether their tokens are refreshed. */
    enum Kept {
        IN_A_COOKIE,
        ON_THE_SERVER,
        REFRESHED;

        RelyingPartyBuilder in(RelyingPartyBuilder party) {
            return switch (this) {
                case IN_A_COOKIE -> party;
                case ON_THE_SERVER -> party.sessions(SessionStore.inMemory(100, CLOCK));
                case REFRESHED ->
                    party.sessions(SessionStore.inMemory(100, CLOCK)).refreshAccessTokens();
            };
        }
    }

    private static Stay stay(SessionFollows follows, Kept kept) throws IOException {
        return Stay.at(
                PROVIDER,
                CLOCK,
                provider -> provider.client("client1", "secret1"),
                party -> kept.in(party.sessionFollows(follows)));
    }

    private static boolean isSignedIn(Stay stay) {
        return stay.open("/").body().contains("name=Alice");
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,IN_A_COOKIE,true",
        "NONE,ON_THE_SERVER,true",
        "NONE,REFRESHED,true",
        "ID_TOKEN,IN_A_COOKIE,false",
        "ID_TOKEN,ON_THE_SERVER,false",
        "REFRESH,REFRESHED,true"
    })
    void after_the_id_token_s_end_the_session_goes_on_or_not(SessionFollows follows, Kept kept, boolean goesOn)
            throws IOException {
        try (Stay stay = stay(follows, kept)) {
            stay.pass(Duration.ofMinutes(9));
            assertThat(isSignedIn(stay)).isTrue();
            stay.pass(Duration.ofMinutes(3));

            assertThat(isSignedIn(stay)).isEqualTo(goesOn);
        }
    }

    @ParameterizedTest
    @EnumSource(SessionFollows.class)
    void an_ended_grant_ends_the_session_that_follows_it_and_no_other(SessionFollows follows) throws IOException {
        try (Stay stay = stay(follows, Kept.REFRESHED)) {
            PROVIDER.misbehave(Misbehaviour.REFRESH_INVALID_GRANT);
            stay.pass(Duration.ofMinutes(6));

            assertThat(isSignedIn(stay)).isEqualTo(follows != SessionFollows.REFRESH);
            assertThat(isSignedIn(stay)).isEqualTo(follows != SessionFollows.REFRESH);
            assertThat(stay.tokenRequests()).hasSize(1);
        } finally {
            PROVIDER.behave();
        }
    }

    @ParameterizedTest
    @EnumSource(SessionFollows.class)
    void a_provider_that_is_down_ends_no_session(SessionFollows follows) throws IOException {
        try (Stay stay = stay(follows, Kept.REFRESHED)) {
            PROVIDER.misbehave(Misbehaviour.REFRESH_SERVER_ERROR);
            stay.pass(Duration.ofMinutes(6));

            assertThat(isSignedIn(stay)).isTrue();
            PROVIDER.behave();
            stay.pass(Duration.ofSeconds(11));
            assertThat(isSignedIn(stay)).isTrue();
            assertThat(stay.tokenRequests()).hasSize(2);
        } finally {
            PROVIDER.behave();
        }
    }

    @Test
    void a_session_that_follows_its_id_token_ends_with_it_if_no_newer_one_came() throws IOException {
        try (Stay stay = stay(SessionFollows.ID_TOKEN, Kept.REFRESHED)) {
            PROVIDER.misbehave(Misbehaviour.REFRESH_NO_ID_TOKEN);
            stay.pass(Duration.ofMinutes(6));
            assertThat(isSignedIn(stay)).isTrue();
            stay.pass(Duration.ofMinutes(6));

            assertThat(isSignedIn(stay)).isFalse();
        } finally {
            PROVIDER.behave();
        }
    }

    @Test
    void a_session_that_follows_its_id_token_outlives_the_first_one_by_refreshes() throws IOException {
        try (Stay stay = stay(SessionFollows.ID_TOKEN, Kept.REFRESHED)) {
            for (int i = 0; i < 6; i++) {
                stay.pass(Duration.ofMinutes(9));
                assertThat(isSignedIn(stay)).isTrue();
            }
            stay.pass(Duration.ofMinutes(12));

            assertThat(isSignedIn(stay)).isFalse();
        }
    }

    @Test
    void a_refresh_that_brings_no_new_id_token_is_not_tried_again_at_every_request() throws IOException {
        try (Stay stay = stay(SessionFollows.ID_TOKEN, Kept.REFRESHED)) {
            PROVIDER.misbehave(Misbehaviour.REFRESH_NO_ID_TOKEN);
            stay.pass(Duration.ofSeconds(575));
            for (int i = 0; i < 5; i++) {
                assertThat(isSignedIn(stay)).isTrue();
            }

            assertThat(stay.tokenRequests()).hasSize(1);
        } finally {
            PROVIDER.behave();
        }
    }
}
