package dev.latchkey.flow;

import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.Requirement;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.fixture.Api;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route for browsers and programs alike, and routes that ask for more than a login. */
class AccessWithTokenOrSessionTest {
    private static final Access EITHER = Access.signedInOrBearer("read");

    // The second provider takes access tokens; Alice signs in at the first.
    private final Application app = new Application(settings -> settings.provider(
            "api",
            Provider.discover(FakeProvider.ISSUER)
                    .client("client1", Application.CLIENT_SECRET)
                    .acceptAccessTokens(AccessTokens.jwt(Api.AUDIENCE))));

    @BeforeEach
    void sign_in() {
        app.idTokens(token -> token.claim("roles", List.of("clerk")).claim("dept", Map.of("id", 7)));
        app.answer(app.authorize(Application.location(app.answer("/login?provider=default"))));
    }

    private Requests withSession() {
        return app.browser.get("/orders");
    }

    @Test
    void without_token_the_session_counts() {
        Proceed proceed = (Proceed) app.party.decide(withSession().build(), EITHER);

        assertThat(Objects.requireNonNull(proceed.user()).subject()).isEqualTo("alice");
        assertThat(proceed.token()).isNull();
    }

    @Test
    void with_a_good_token_the_session_does_not_count() {
        app.clock.pass(Duration.ofMinutes(4)); // The session's cookie would be renewed now.
        Requests request = withSession()
                .header(
                        "Authorization",
                        "Bearer " + Api.token().claim("sub", "bob").build());

        Proceed proceed = (Proceed) app.party.decide(request.build(), EITHER);

        assertThat(proceed.user()).isNull();
        assertThat(Objects.requireNonNull(proceed.token()).subject()).isEqualTo("bob");
        assertThat(proceed.cookies()).isEmpty();
    }

    @Test
    void a_bad_token_never_falls_back_to_the_session() {
        for (String bad : List.of(
                "Bearer",
                "Bearer garbage",
                "bearer " + Api.token().key(Keys.FOREIGN_RSA.getPrivate()).build(),
                "Bearer " + Api.token().claim("scope", "write").build(),
                "DPoP abc",
                "dpop abc",
                "Bearer-x abc",
                "Bearerish abc",
                "\"Bearer\" abc",
                "Token abc",
                "abc",
                "Basic eA==, Bearer abc",
                "Basic eA== , DPoP abc",
                "Negotiate eA==,Bearer abc",
                "Digest username=\"x\", Bearer abc",
                ", Bearer abc")) {
            Answer answer = (Answer)
                    app.party.decide(withSession().header("Authorization", bad).build(), EITHER);

            assertThat(answer.response().status()).isIn(400, 401, 403);
            assertThat(answer.response().cookies()).isEmpty();
            assertThat(answer.response().headers()).doesNotContainKey("Location");
        }
    }

    @Test
    void a_token_in_the_query_never_falls_back_to_the_session_however_it_is_written() {
        for (String query : List.of(
                "access_token=abc",
                "access_token",
                "access_token=%zz",
                "access%5Ftoken=%",
                "a=b&".repeat(1000) + "access_token=abc")) {
            Answer answer = (Answer)
                    app.party.decide(app.browser.get("/orders?" + query).build(), EITHER);

            assertThat(answer.response().status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void what_shows_no_token_leaves_the_session_alone() {
        for (String other : List.of("", "Basic eA==", "basic eA== ", "Negotiate eA==", "Digest username=\"x\", a=b")) {
            Proceed proceed = (Proceed) app.party.decide(
                    withSession().header("Authorization", other).build(), EITHER);

            assertThat(proceed.user()).as(other).isNotNull();
        }
    }

    @Test
    void without_either_a_page_leads_to_the_login_and_a_script_is_told_both_ways_in() {
        Answer page = (Answer) app.party.decide(Requests.navigation("/orders").build(), EITHER);
        assertThat(page.response().status()).isIn(200, 303); // There are two providers to choose from.
        assertThat(page.response().headers()).doesNotContainKey("WWW-Authenticate");

        Answer script = (Answer) app.party.decide(Requests.get("/orders").build(), EITHER);
        assertThat(script.response().status()).isEqualTo(401);
        assertThat(script.response().headers())
                .containsEntry(
                        "WWW-Authenticate",
                        "Bearer realm=\"https://app.example.com\", OpenIDConnect realm=\"https://app.example.com\"");
    }

    @Test
    void scopes_are_asked_of_tokens_alone_and_roles_of_both() {
        assertThat(app.party.decide(
                        withSession().build(), Access.signedInOrBearer("x").withRole("clerk")))
                .isInstanceOf(Proceed.class);
        assertThat(app.party.decide(
                        withSession().build(), Access.signedInOrBearer().withRole("admin")))
                .isInstanceOf(Answer.class);
    }

    @Test
    void a_session_alone_does_not_open_a_route_for_tokens() {
        Answer answer = (Answer) app.party.decide(withSession().build(), Access.bearer());

        assertThat(answer.response().status()).isEqualTo(401);
    }

    @Test
    void a_token_opens_no_route_that_needs_a_login() {
        Requests request = Requests.get("/orders")
                .header("Authorization", "Bearer " + Api.token().build());

        Answer answer = (Answer) app.party.decide(request.build(), Access.signedIn());

        assertThat(answer.response().status()).isEqualTo(401);
    }

    // More than a login.

    @Test
    void a_user_with_role_and_claim_may_enter() {
        for (Access access : List.of(
                Access.signedIn().withRole("clerk"),
                Access.signedIn("default").withRole("clerk").withClaim("sub"),
                Access.signedIn().withClaim("dept.id", 7),
                Access.signedIn().withClaim("dept.id", 6, 7.0),
                Access.signedIn().withClaim("roles", "clerk"))) {
            assertThat(app.party.decide(withSession().build(), access))
                    .as(access.toString())
                    .isInstanceOf(Proceed.class);
        }
    }

    @Test
    void a_user_without_gets_403_and_no_redirect() {
        for (Access access : List.of(
                Access.signedIn().withRole("admin"),
                Access.signedIn().withRole("clerk").withRole("admin"),
                Access.signedIn().withClaim("dept.id", "7"),
                Access.signedIn().withClaim("dept.name"),
                Access.signedIn().withClaim("roles", "admin"))) {
            Answer page = (Answer) app.party.decide(app.browser.navigation("/x").build(), access);
            assertThat(page.response().status()).as(access.toString()).isEqualTo(403);
            assertThat(page.response().body()).contains("You may not see this page");
            assertThat(page.response().headers())
                    .containsEntry("Cache-Control", "no-store")
                    .doesNotContainKey("Location");

            Answer script = (Answer) app.party.decide(withSession().build(), access);
            assertThat(script.response().status()).isEqualTo(403);
            assertThat(script.response().body()).isEqualTo("{\"error\":\"access_denied\"}");
        }
    }

    @Test
    void a_claim_that_says_nothing_is_none_and_numbers_are_exact() {
        app.idTokens(token -> token.claim("no", false)
                .claim("blank", "")
                .claim("list", List.of())
                .claim("blanks", List.of("", false))
                .claim("object", Map.of())
                .claim("big", 9007199254740993L)
                .claim("half", 0.5));
        app.answer(app.authorize(Application.location(app.answer("/login?provider=default"))));

        for (Access access : List.of(
                Access.signedIn().withClaim("no"),
                Access.signedIn().withClaim("blank"),
                Access.signedIn().withClaim("list"),
                Access.signedIn().withClaim("blanks"),
                Access.signedIn().withClaim("object"),
                Access.signedIn().withClaim("big", 9007199254740992L),
                Access.signedIn().withClaim("nothing", "x"))) {
            assertThat(app.party.decide(withSession().build(), access))
                    .as(access.toString())
                    .isInstanceOf(Answer.class);
        }
        for (Access access : List.of(
                Access.signedIn().withClaim("no", false),
                Access.signedIn().withClaim("big", 1, 9007199254740993L),
                Access.signedIn().withClaim("half", 0.5f))) {
            assertThat(app.party.decide(withSession().build(), access))
                    .as(access.toString())
                    .isInstanceOf(Proceed.class);
        }
    }

    @Test
    void what_could_mean_anybody_is_refused_when_it_is_written() {
        Object[] nobody = {};
        Object[] somebody = {"acme"};

        for (ThrowingCallable wrong : List.<ThrowingCallable>of(
                () -> Access.bearer().withClaim("tenant", nobody),
                () -> Access.bearer().withClaim("tenant", (Object) somebody),
                () -> Access.bearer().withClaim("tenant", List.of("acme")),
                () -> Access.bearer().withClaim("tenant", Double.NaN),
                () -> Access.bearer().with(new Requirement.Claim("tenant", List.of())),
                () -> Access.bearer().withClaim(" "),
                () -> Access.bearer().withClaim("", "acme"),
                () -> Access.bearer().withRole(" "))) {
            Refusal.of(SETTING_INVALID, wrong);
        }
    }

    @Test
    void nobody_is_sent_to_the_login_first() {
        Answer answer = (Answer)
                app.party.decide(Requests.get("/x").build(), Access.signedIn().withRole("admin"));

        assertThat(answer.response().status()).isEqualTo(401);
    }

    @Test
    void a_refused_page_for_everybody_is_none() {
        SignedInUser user = ((Proceed) app.open("/", Access.anyone())).user();

        assertThat(user).isNotNull();
    }

    // What is said when the application starts.

    @Test
    void a_login_asks_for_no_scope() {
        assertThat(Refusal.of(SETTING_INVALID, () -> Access.signedIn().withScope("read")))
                .hasMessageContaining("Access.signedIn")
                .hasMessageContaining("bearer(\"read\")");
        assertThat(Refusal.of(SETTING_INVALID, () -> Access.bearer("read write")))
                .hasMessageContaining("one scope for each argument");
        assertThat(Access.bearer("a").withScope("b")).isEqualTo(Access.bearer("a", "b"));
        assertThat(Access.signedIn()).isEqualTo(new Access.SignedIn(null));
    }

    @Test
    void routes_for_tokens_need_a_provider_that_says_how_these_are_checked() {
        Application without = new Application();

        for (Access access : List.of(Access.bearer(), Access.signedInOrBearer())) {
            assertThat(Refusal.of(SETTING_INVALID, () -> without.party.check(access)))
                    .hasMessageContaining("acceptAccessTokens");
            app.party.check(access);
        }
    }
}
