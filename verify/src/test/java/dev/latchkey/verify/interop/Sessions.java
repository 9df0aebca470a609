package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.SignedInUser;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Page;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What follows a login: refreshing tokens, and signing out. */
final class Sessions {
    private static final Duration ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN = Duration.ofSeconds(45);

    private Sessions() {}

    /** The user comes back to the very page, and signs out at the provider too. */
    static void signInAndOut(Journey journey) throws IOException {
        String page = "/me?tab=2&q=a%20b";
        Page me = journey.untapped().as(TestClient.BASIC).signIn(journey.open(page));
        assertThat(me.url()).isEqualTo(journey.url(page));
        assertThat(me.body())
                .contains(
                        "name=Bob Brown<",
                        "email=bob@example.com<",
                        "issuer=" + journey.provider().issuer() + "<");

        Page home = journey.provider()
                .confirmSignOut(journey.browser(), journey.browser().follow(me, "Sign out"));
        assertThat(home.url()).isEqualTo(journey.url("/"));
        assertThat(home.body()).contains("Sign in");
        assertThat(journey.provider().asksForCredentials(journey.open("/me"))).isTrue();
    }

    /** The access token is renewed before it ends, again and again, with a refresh token that changes each time. */
    static void refreshWithRotation(Journey journey) throws IOException {
        MovableClock clock = new MovableClock();
        keepingRefreshTokens(journey, clock).signIn();
        journey.open("/me");
        assertThat(refreshes(journey)).isEmpty();

        clock.advance(ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN);
        journey.open("/me");
        clock.advance(ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN);
        journey.open("/me");

        List<String> used = refreshes(journey).stream()
                .map(refresh -> Messages.parameters(refresh.call().body()).get("refresh_token"))
                .toList();
        assertThat(used).hasSize(2).doesNotHaveDuplicates();
        assertThat(refreshes(journey))
                .allSatisfy(refresh -> assertThat(refresh.answer().status()).isEqualTo(200));
    }

    /** The application refreshes when it wants to, and gets the new access token and UserInfo. */
    static void refreshOnDemand(Journey journey) throws IOException {
        keepingRefreshTokens(journey, new MovableClock()).signIn();
        Object first = accessToken(journey.tokenCall());

        SignedInUser user = journey.application().relyingParty().refresh(journey.webRequest("/me"));

        assertThat(user.tokens().accessToken())
                .isNotEqualTo(first)
                .isEqualTo(accessToken(refreshes(journey).get(0)));
        assertThat(journey.userInfo().call().headers())
                .containsEntry("Authorization", "Bearer " + user.tokens().accessToken());
        assertThat(user.displayName()).isEqualTo("Bob Brown");
    }

    private static Journey keepingRefreshTokens(Journey journey, MovableClock clock) {
        return journey.as(TestClient.BASIC)
                .building(builder -> builder.clock(clock)
                        .clockSkew(Duration.ofMinutes(3))
                        .sessions(SessionStore.inMemory(100, clock))
                        .refreshAccessTokens());
    }

    private static List<Wiretap.Exchange> refreshes(Journey journey) {
        return journey.wire().withBody("grant_type=refresh_token");
    }

    private static Object accessToken(Wiretap.Exchange tokenCall) {
        Map<String, Object> answer = Messages.json(tokenCall.answer().text());
        return Objects.requireNonNull(answer.get("access_token"));
    }
}
