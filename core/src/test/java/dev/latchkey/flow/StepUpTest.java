package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.LoginRequest;
import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.WebRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A login that asks for more than an ordinary one gets what it asked for, or nothing. */
class StepUpTest {
    private static final LoginParameters STRONG =
            LoginParameters.none().claims(ClaimsRequest.none().essentialInIdToken("acr", "mfa"));

    private final Application app = new Application(settings -> settings.provider(
                    "staff",
                    Application.usualProvider()
                            .parameters(LoginParameters.none().acrValues("pwd", "mfa")))
            .provider("other", Application.usualProvider().responseMode(ResponseMode.FORM_POST)));

    private Answer login(LoginRequest wanted) {
        WebRequest request = app.browser.navigation("/vault").build();
        Answer answer = app.party.login(request, wanted);
        app.browser.accept(answer.response().cookies());
        return answer;
    }

    @Test
    void an_essential_acr_counts_although_every_login_at_the_provider_would_do_with_less() {
        app.idTokens(token -> token.claim("acr", "pwd"));
        Answer away = login(LoginRequest.to("/vault").at("staff").with(STRONG));
        Answer back = app.answer(app.authorize(Application.location(away)));

        assertThat(back.response().status()).isEqualTo(403);
        assertThat(back.response().body()).contains(FailureReason.ACR_NOT_MET.code());
    }

    @Test
    void the_way_out_of_a_failed_step_up_leads_to_its_target_and_to_no_ordinary_login() {
        app.idTokens(token -> token.claim("acr", "pwd"));
        Answer away = login(LoginRequest.to("/vault").at("staff").with(STRONG));

        assertThat(app.answer(app.authorize(Application.location(away)))
                        .response()
                        .body())
                .contains("href=\"https://app.example.com/vault\"")
                .doesNotContain("/login?");
    }

    @Test
    void a_login_with_demands_names_its_provider_where_there_are_several() {
        assertThat(Refusal.of(
                        FailureReason.SETTING_INVALID,
                        () -> login(LoginRequest.to("/vault").with(STRONG))))
                .hasMessageContaining("LoginRequest.at");
        assertThat(login(LoginRequest.to("/vault")).response().body()).contains("Choose where to sign in");
    }

    @Test
    void an_answer_in_the_wrong_mode_ends_on_a_page_also_for_somebody_who_is_signed_in() {
        app.idTokens(token -> token.claim("acr", "pwd"));
        app.answer(app.authorize(Application.location(login(LoginRequest.to("/").at("staff")))));
        assertThat(app.proceed("/").user()).isNotNull();

        Answer away = login(LoginRequest.to("/vault").at("other"));
        Answer back = app.answer(app.authorize(Application.location(away)));

        assertThat(back.response().status()).isEqualTo(400);
        assertThat(back.response().body()).contains(FailureReason.RESPONSE_MODE_MISMATCH.code());
        assertThat(app.proceed("/").user()).as("the session that was").isNotNull();
    }

    private WebRequest posted(String callback) {
        String[] parts = callback.split("\\?", 2);
        Requests request = Requests.of("POST", parts[0])
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", FakeProvider.ISSUER)
                .header("Sec-Fetch-Site", "cross-site")
                .body(parts[1]);
        app.browser.cookies().forEach((name, value) -> {
            if (name.contains("-p-")) {
                request.cookies(Map.of(name, value));
            }
        });
        return request.build();
    }

    @Test
    void a_form_that_comes_without_our_lax_cookies_ends_the_session_that_it_replaces() {
        app.idTokens(token -> token.claim("acr", "pwd"));
        app.answer(app.authorize(Application.location(login(LoginRequest.to("/").at("staff")))));
        WebRequest asAlice = app.browser.navigation("/me").build();
        app.user("bob");
        String callback =
                app.authorize(Application.location(login(LoginRequest.to("/").at("other"))));

        Answer back = (Answer) app.decide(posted(callback), Access.signedIn());

        assertThat(back.response().status()).isEqualTo(303);
        assertThat(app.proceed("/me").user()).extracting("subject").isEqualTo("bob");
        assertThat(app.party.decide(asAlice, Access.signedIn())).isInstanceOf(Answer.class);
    }

    @Test
    void logins_by_form_that_bring_nothing_end_on_a_page_too() {
        for (int i = 0; i < 3; i++) {
            Answer away = login(LoginRequest.to("/").at("other"));
            assertThat(away.response().status()).as("start %s", i).isEqualTo(303);
            app.decide(posted(app.authorize(Application.location(away))), Access.signedIn());
            app.browser.cookies().keySet().removeIf(name -> name.endsWith("-s"));
        }

        assertThat(login(LoginRequest.to("/").at("other")).response().body()).contains(FailureReason.LOGIN_LOOP.code());
    }
}
