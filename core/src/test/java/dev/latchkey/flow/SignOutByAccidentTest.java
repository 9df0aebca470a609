package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Requests;
import dev.latchkey.store.SessionStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only the user's own click signs out, and sign-out asks nobody first. */
class SignOutByAccidentTest {
    private final Application app = new Application();

    private static Application withRefresh() {
        return new Application(settings ->
                settings.sessions(SessionStore.inMemory(10, new HandClock())).refreshAccessTokens());
    }

    private Answer logout(String method, String headers) {
        Requests request = Requests.of(method, "/logout").cookies(app.browser.cookies());
        for (String header : headers.split("; ", -1)) {
            request.header(header.split(": ", 2)[0], header.split(": ", 2)[1]);
        }
        return (Answer) app.decide(request.build(), Access.anyone());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "image|GET|Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: no-cors; Sec-Fetch-Dest: image",
                "prefetch|GET|Sec-Fetch-Site: none; Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document;"
                        + " Sec-Purpose: prefetch;prerender",
                "frame|GET|Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: iframe",
                "fetch|GET|Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: cors; Sec-Fetch-Dest: empty",
                "HEAD|HEAD|Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document",
                "HEAD of this origin|HEAD|Origin: https://app.example.com; Accept: text/html",
                "OPTIONS|OPTIONS|Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: cors; Sec-Fetch-Dest: empty",
                "OPTIONS of this origin|OPTIONS|Origin: https://app.example.com; Access-Control-Request-Method: POST"
            })
    void what_no_click_of_the_user_sent_signs_nobody_out(String title, String method, String headers) {
        app.signIn("/");
        Answer answer = logout(method, headers);

        assertThat(answer.change()).as(title).isEqualTo(IdentityChange.NONE);
        assertThat(answer.response().cookies()).isEmpty();
        assertThat(answer.response().headers()).doesNotContainKey("Location");
        assertThat(app.proceed("/").user()).isNotNull();
    }

    @Test
    void a_script_of_this_origin_signs_out_by_post() {
        app.signIn("/");
        Answer answer = logout("POST", "Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: cors; Sec-Fetch-Dest: empty");

        assertThat(answer.change()).isEqualTo(IdentityChange.SIGNED_OUT);
        assertThat(app.open("/", Access.anyone())).extracting("user").isNull();
    }

    @Test
    void sign_out_refreshes_no_token_first() {
        Application onServer = withRefresh();
        onServer.signIn("/");
        onServer.clock.pass(Duration.ofSeconds(290));
        int calls = onServer.provider.calls("/token").size();

        assertThat(onServer.answer("/logout").change()).isEqualTo(IdentityChange.SIGNED_OUT);
        assertThat(onServer.provider.calls("/token")).hasSize(calls);
    }

    @Test
    void a_stray_callback_refreshes_no_token() {
        Application onServer = withRefresh();
        onServer.signIn("/");
        onServer.clock.pass(Duration.ofSeconds(290));
        int calls = onServer.provider.calls("/token").size();

        for (String stray : new String[] {"", "?code=x&state=foreign", "?error=access_denied&state=foreign"}) {
            Answer answer = onServer.answer("/redirect_uri" + stray);
            assertThat(answer.response().status()).isEqualTo(303);
            assertThat(answer.change()).isEqualTo(IdentityChange.NONE);
        }
        assertThat(onServer.provider.calls("/token")).hasSize(calls);
        assertThat(((Proceed) onServer.open("/", Access.signedIn())).user()).isNotNull();
        assertThat(onServer.provider.calls("/token")).hasSize(calls + 1);
    }

    @Test
    void sign_out_of_an_expired_session_deletes_its_cookies() {
        Application onServer =
                new Application(settings -> settings.sessions(SessionStore.inMemory(10, new HandClock())));
        for (Application any : new Application[] {app, onServer}) {
            any.signIn("/");
            assertThat(any.browser.cookies().keySet()).anyMatch(name -> name.endsWith("-s"));
            any.clock.pass(Duration.ofMinutes(31));
            Answer answer = any.answer("/logout");

            assertThat(answer.change()).isEqualTo(IdentityChange.SIGNED_OUT);
            assertThat(any.browser.cookies().keySet()).noneMatch(name -> name.endsWith("-s"));
        }
    }

    @Test
    void a_link_of_another_site_sends_nobody_without_a_session_to_the_provider() {
        Answer answer = logout("GET", "Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document");

        assertThat(Application.location(answer)).isEqualTo("https://app.example.com/");
        assertThat(answer.change()).isEqualTo(IdentityChange.NONE);
    }
}
