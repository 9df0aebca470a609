package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenRequest;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.AccessTokens.Introspected;
import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A portal that people sign in to gets access tokens, and APIs are called with them. */
final class Apis {
    /** What checks access tokens itself. */
    static final String ORDERS = "https://orders.example.com";
    /** What asks the provider about them. */
    static final String STOCK = "https://stock.example.com";

    private static final String ELSEWHERE = "https://elsewhere.example.com";
    private static final Duration LIFE_OF_AN_ANSWER = Duration.ofSeconds(30);

    private Apis() {}

    static void access_token_is_checked_here(Visit visit) throws IOException {
        RealProvider provider = visit.provider();
        Visit another = visit.next();
        Provider api = provider.takingJwts(visit.client(TestClient.API));
        try (LoginApplication portal = portal(visit, ORDERS);
                LoginApplication orders = visit.next().start(api.acceptAccessTokens(AccessTokens.jwt(ORDERS)));
                LoginApplication elsewhere = another.start(api.acceptAccessTokens(AccessTokens.jwt(ELSEWHERE)))) {
            Page me = signIn(visit, portal, "bob");
            String token = Refreshing.accessToken(me);

            requireBob(provider, me, call(orders, "/api", token));
            requireRefused(call(elsewhere, "/api", token), "bearer_audience");
            requireRefused(call(orders, "/api", idToken(me)), "bearer_type");
        }
    }

    static void introspected(Visit visit) throws IOException {
        askedAbout(visit, AccessTokens.introspected(STOCK), AccessTokens.introspected(ELSEWHERE));
    }

    static void introspected_by_signed_answers(Visit visit) throws IOException {
        askedAbout(
                visit,
                AccessTokens.introspected(STOCK).signedAnswers("RS256"),
                AccessTokens.introspected(ELSEWHERE).signedAnswers("RS256"));
    }

    private static void askedAbout(Visit visit, Introspected accepted, Introspected other) throws IOException {
        MovableClock clock = new MovableClock();
        Visit another = visit.next();
        Provider api = visit.client(TestClient.API);
        try (LoginApplication portal = portal(visit, STOCK);
                LoginApplication stock =
                        visit.next().start(api.acceptAccessTokens(accepted), builder -> builder.clock(clock));
                LoginApplication elsewhere = another.start(api.acceptAccessTokens(other))) {
            Page me = signIn(visit, portal, "bob");
            String token = Refreshing.accessToken(me);
            requireBob(visit.provider(), me, call(stock, "/api", token));
            requireRefused(call(elsewhere, "/api", token), "bearer_audience");
            assertThat(call(stock, "/api", idToken(me)).status()).isEqualTo(401);

            WaysOut.signOutHere(visit, portal);
            assertThat(call(stock, "/api", token).status())
                    .as("by the answer of a moment ago")
                    .isEqualTo(200);
            clock.advance(LIFE_OF_AN_ANSWER);
            requireRefused(call(stock, "/api", token), "bearer_inactive");
        }
    }

    /** An API whose client is not in {@code aud} asks in vain. */
    static void inactive_to_a_client_that_it_does_not_name(Visit visit) throws IOException {
        AccessTokens accepted = AccessTokens.introspected(STOCK);
        Visit another = visit.next();
        try (LoginApplication portal = portal(visit, STOCK);
                LoginApplication stock =
                        visit.next().start(visit.client(TestClient.API).acceptAccessTokens(accepted));
                LoginApplication unnamed =
                        another.start(visit.client(TestClient.POST).acceptAccessTokens(accepted))) {
            AccessToken own =
                    portal.relyingParty().clientCredentials(visit.provider().ownToken(STOCK));

            assertThat(call(stock, "/api", own.value()).status()).isEqualTo(200);
            requireRefused(call(unnamed, "/api", own.value()), "bearer_inactive");
        }
    }

    static void client_credentials(Visit visit) throws IOException {
        TokenRequest request = visit.provider().ownToken(STOCK);
        Provider api = visit.client(TestClient.API).acceptAccessTokens(AccessTokens.introspected(STOCK));
        try (LoginApplication portal = portal(visit, STOCK);
                LoginApplication stock = visit.next().start(api)) {
            AccessToken own = portal.relyingParty().clientCredentials(request);

            Page answer = call(stock, "/api", own.value());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("read");
            assertThat(portal.relyingParty().clientCredentials(request)).isEqualTo(own);
            requireRefused(call(stock, "/api", own.value() + "x"), "bearer_inactive");
        }
    }

    static void roles(Visit visit) throws IOException {
        RealProvider provider = visit.provider();
        Provider settings = provider.takingJwts(provider.callingApi(visit.client(TestClient.BASIC), ORDERS)
                .acceptAccessTokens(AccessTokens.jwt(ORDERS)));
        try (LoginApplication application =
                visit.start(settings, builder -> withTokens(builder).rolesClaim("realm_access.roles"))) {
            String bobs = Refreshing.accessToken(signIn(visit, application, "bob"));
            assertThat(visit.browser().open(application.url("/admin")).status()).isEqualTo(403);
            Page refused = call(application, "/api/admin", bobs);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("insufficient_scope", "bearer_insufficient");

            TestBrowser browser = new TestBrowser();
            Page form = browser.open(application.url("/admin"));
            Page admin = provider.signIn(browser, form, "alice");
            assertThat(admin.url()).isEqualTo(application.url("/admin"));
            assertThat(admin.body()).contains("name=Alice Adams<");
            Page called = call(application, "/api/admin", Refreshing.accessToken(admin));
            assertThat(called.status()).as(called.body()).isEqualTo(200);
        }
    }

    private static LoginApplication portal(Visit visit, String audience) throws IOException {
        return visit.start(visit.provider().callingApi(visit.client(TestClient.BASIC), audience), Apis::withTokens);
    }

    // Two tokens of Keycloak do not fit into a cookie.
    private static RelyingPartyBuilder withTokens(RelyingPartyBuilder builder) {
        return builder.sessions(SessionStore.inMemory());
    }

    private static Page signIn(Visit visit, LoginApplication portal, String user) {
        Page form = visit.browser().open(portal.url("/me"));
        assertThat(visit.provider().asksForCredentials(form))
                .as(form.toString())
                .isTrue();
        return visit.provider().signIn(visit.browser(), form, user);
    }

    private static String idToken(Page me) {
        return me.body().replaceAll("(?s).*\\bid_token=([^<]+)<.*", "$1");
    }

    private static Page call(LoginApplication api, String path, String token) {
        return new TestBrowser().request("GET", api.url(path), Map.of("Authorization", "Bearer " + token));
    }

    /** The caller is who had signed in. */
    private static void requireBob(RealProvider provider, Page me, Page answer) {
        String subject = me.body().replaceAll("(?s).*\\bsub=([^,}]+).*", "$1");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("caller=" + provider.issuer() + "#" + subject + " scopes=");
    }

    private static void requireRefused(Page answer, String reason) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_token\",\"error_description\":\"" + reason + "\"}");
    }
}
