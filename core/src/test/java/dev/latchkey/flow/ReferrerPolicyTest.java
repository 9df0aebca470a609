package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.WebResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Codes, states and targets are in addresses; no answer of ours lets one leak to another site. */
class ReferrerPolicyTest {
    private final Application app = new Application();

    private static void assertNoReferrer(Answer answer) {
        assertThat(answer.response().headers()).containsEntry("Referrer-Policy", "no-referrer");
    }

    @Test
    void no_answer_of_the_login_tells_where_the_user_came_from() {
        assertNoReferrer(app.answer("/login?return_to=/secret"));
        assertNoReferrer((Answer) app.decide(app.browser.get("/login").build(), Access.anyone()));
        assertNoReferrer((Answer) app.decide(Requests.of("POST", "/login").build(), Access.anyone()));
        assertNoReferrer((Answer) app.decide(
                Requests.navigation("/login")
                        .header("Host", "other.example.com")
                        .build(),
                Access.anyone()));
        Application several = new Application(settings -> settings.provider("other", Application.usualProvider()));
        assertNoReferrer(several.answer("/login"));
        assertNoReferrer(new Application(settings ->
                        settings.transport(new FakeProvider().on("/.well-known/openid-configuration", "{}")))
                .answer("/login"));
    }

    @Test
    void no_answer_of_callback_and_sign_out_does_either() {
        assertNoReferrer(app.answer("/redirect_uri"));
        assertNoReferrer(app.signIn("/"));
        assertNoReferrer(app.answer("/logout"));
        assertNoReferrer(app.answer("/logged_out"));
    }

    @Test
    void an_error_view_cannot_weaken_it() {
        Application weak = new Application(settings -> settings.errorView((error, request) ->
                WebResponse.text(error.status(), "own page").header("Referrer-Policy", "unsafe-url")));

        assertNoReferrer(weak.answer("/redirect_uri"));
    }

    @Test
    void the_sign_out_question_lets_its_own_origin_know() {
        app.signIn("/");
        Answer question = (Answer) app.decide(
                Requests.get("/logout")
                        .header("Accept", "text/html")
                        .header("Sec-Fetch-Site", "cross-site")
                        .cookies(Map.copyOf(app.browser.cookies()))
                        .build(),
                Access.anyone());

        assertThat(question.response().body()).contains("method=\"post\"");
        assertThat(question.response().headers()).containsEntry("Referrer-Policy", "same-origin");
    }
}
