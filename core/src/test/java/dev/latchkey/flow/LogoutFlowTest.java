package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.Browser;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Requests;
import dev.latchkey.internal.Form;
import dev.latchkey.store.SessionStore;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The user leaves (OpenID Connect RP-Initiated Logout). */
class LogoutFlowTest {
    private final Application app = new Application();

    private Form endSession(Answer answer) {
        return Form.parse(URI.create(Application.location(answer)).getRawQuery());
    }

    @Test
    void sign_out_ends_the_session_here_and_then_at_the_provider() {
        app.signIn("/");
        Browser thief = new Browser();
        app.browser.cookies().forEach(thief::set);
        Answer answer = app.answer("/logout");

        assertThat(answer.change()).isEqualTo(IdentityChange.SIGNED_OUT);
        assertThat(Application.location(answer)).startsWith("https://idp.example.com/logout?");
        assertThat(endSession(answer).get("client_id")).isEqualTo("client1");
        assertThat(endSession(answer).get("post_logout_redirect_uri")).isEqualTo("https://app.example.com/logged_out");
        assertThat(endSession(answer).get("id_token_hint")).startsWith("eyJ");
        assertThat(app.party.decide(thief.navigation("/").build(), Access.signedIn()))
                .isInstanceOf(Answer.class);

        Answer back = app.answer("/logged_out?state=" + endSession(answer).get("state"));
        assertThat(Application.location(back)).isEqualTo("https://app.example.com/");
        assertThat(app.browser.cookies().keySet()).noneMatch(name -> name.endsWith("-o") || name.endsWith("-s"));
    }

    @Test
    void another_sites_link_leads_to_a_question_and_the_users_own_click_does_not() {
        app.signIn("/");
        for (String site : new String[] {"cross-site", "same-site"}) {
            Answer question = (Answer) app.decide(
                    Requests.get("/logout")
                            .header("Accept", "text/html")
                            .header("Sec-Fetch-Site", site)
                            .header("Sec-Fetch-Mode", "navigate")
                            .header("Sec-Fetch-Dest", "document")
                            .cookies(app.browser.cookies())
                            .build(),
                    Access.anyone());
            assertThat(question.response().status()).isEqualTo(200);
            assertThat(question.response().body()).contains("method=\"post\"");
            assertThat(question.change()).isEqualTo(IdentityChange.NONE);
        }
        assertThat(app.proceed("/").user()).isNotNull();
    }

    @Test
    void the_answer_to_the_question_signs_out() {
        app.signIn("/");
        Answer answer = (Answer) app.decide(
                Requests.of("POST", "/logout")
                        .header("Accept", "text/html")
                        .header("Origin", "https://app.example.com")
                        .cookies(app.browser.cookies())
                        .build(),
                Access.anyone());

        assertThat(answer.change()).isEqualTo(IdentityChange.SIGNED_OUT);
        assertThat(answer.response().status()).isEqualTo(303);
    }

    @Test
    void a_script_is_told_where_to_go() {
        app.signIn("/");
        Answer answer = (Answer) app.decide(
                Requests.of("POST", "/logout")
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Sec-Fetch-Mode", "cors")
                        .cookies(app.browser.cookies())
                        .build(),
                Access.anyone());

        assertThat(answer.response().status()).isEqualTo(200);
        assertThat(answer.response().body()).contains("https://idp.example.com/logout?");
    }

    @Test
    void without_an_end_session_endpoint_the_user_goes_home() {
        Application local = new Application();
        local.provider.on(
                "/.well-known/openid-configuration",
                FakeProvider.metadata().replace("end_session_endpoint", "x_end_session_endpoint"));
        local.signIn("/");
        Answer answer = local.answer("/logout");

        assertThat(Application.location(answer)).isEqualTo("https://app.example.com/");
        assertThat(answer.change()).isEqualTo(IdentityChange.SIGNED_OUT);
    }

    @Test
    void while_the_provider_is_down_sign_out_works_here() {
        app.signIn("/");
        app.clock.pass(Duration.ofMinutes(20));
        app.provider.goDown();

        assertThat(app.answer("/logout").change()).isEqualTo(IdentityChange.SIGNED_OUT);
        assertThat(app.open("/", Access.anyone())).extracting("user").isNull();
    }

    @Test
    void without_a_session_sign_out_still_goes_to_the_only_provider() {
        Answer answer = app.answer("/logout");

        assertThat(Application.location(answer)).startsWith("https://idp.example.com/logout?");
        assertThat(endSession(answer).get("id_token_hint")).isNull();
        assertThat(endSession(answer).get("client_id")).isEqualTo("client1");
        assertThat(answer.change()).isEqualTo(IdentityChange.SIGNED_OUT);
    }

    @Test
    void without_a_session_and_with_several_providers_sign_out_leads_home() {
        Application several = new Application(settings -> settings.provider("other", Application.usualProvider()));
        Answer answer = several.answer("/logout");

        assertThat(Application.location(answer)).isEqualTo("https://app.example.com/");
        assertThat(answer.change()).isEqualTo(IdentityChange.SIGNED_OUT);
    }

    @Test
    void a_foreign_return_does_nothing() {
        app.signIn("/");

        Answer foreign = app.answer("/logged_out?state=foreign");
        assertThat(Application.location(foreign)).isEqualTo("https://app.example.com/");
        assertThat(foreign.change()).isEqualTo(IdentityChange.NONE);
        assertThat(app.proceed("/").user()).isNotNull();
    }

    @Test
    void a_hint_that_makes_the_url_too_long_is_left_out() {
        Application onServer =
                new Application(settings -> settings.sessions(SessionStore.inMemory(10, new HandClock())));
        onServer.idTokens(token -> token.claim("filler", "x".repeat(4000)));
        onServer.signIn("/");
        Answer answer = onServer.answer("/logout");

        assertThat(endSession(answer).get("id_token_hint")).isNull();
        assertThat(endSession(answer).get("client_id")).isEqualTo("client1");
        assertThat(Application.location(answer)).hasSizeLessThan(4000);
    }
}
