package dev.latchkey.flow;

import static dev.latchkey.failure.FailureReason.AUTHORIZATION_ERROR;
import static dev.latchkey.failure.FailureReason.CODE_MISSING;
import static dev.latchkey.failure.FailureReason.PARAMETER_REPEATED;
import static dev.latchkey.failure.FailureReason.RESPONSE_ISSUER_MISMATCH;
import static dev.latchkey.failure.FailureReason.RESPONSE_ISSUER_MISSING;
import static dev.latchkey.failure.FailureReason.RESPONSE_MODE_MISMATCH;
import static dev.latchkey.failure.FailureReason.STATE_EXPIRED;
import static dev.latchkey.failure.FailureReason.STATE_MISSING;
import static dev.latchkey.failure.FailureReason.STATE_UNKNOWN;
import static dev.latchkey.failure.FailureReason.STATE_USED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.app.LoginError;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.WebResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks that cannot be used (RFC 9207). */
class CallbackFailureTest {
    private final List<LoginError> errors = new ArrayList<>();
    private final Application app = new Application(settings -> settings.errorView((error, request) -> {
        errors.add(error);
        return WebResponse.text(error.status(), "own page");
    }));

    private String begun(String target) {
        return app.authorize(Application.location(app.answer(target)));
    }

    private static String state(String callback) {
        return callback.substring(callback.indexOf("state=") + 6);
    }

    /** Refused for this reason, without a session, a token call or another trip to the provider. */
    private LoginError refused(FailureReason reason, String callback) {
        Map<String, String> sessions = new HashMap<>(app.browser.cookies());
        sessions.keySet().removeIf(name -> !name.endsWith("-s") || name.contains("-p-"));
        int calls = app.provider.calls("/token").size();
        errors.clear();
        Answer answer = app.answer(callback);

        assertThat(errors).as("an error page").hasSize(1);
        assertThat(errors.get(0).reason()).isEqualTo(reason);
        assertThat(answer.response().headers()).doesNotContainKey("Location");
        assertThat(answer.change()).isEqualTo(IdentityChange.NONE);
        assertThat(app.provider.calls("/token")).hasSize(calls);
        assertThat(app.browser.cookies()).containsAllEntriesOf(sessions);
        return errors.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?code=x", "?state=", "?error=access_denied", "?%73tate=%", "?stat%65x=1"})
    void a_callback_without_state_is_refused(String query) {
        begun("/");

        LoginError error = refused(STATE_MISSING, "/redirect_uri" + query);
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.error()).isNull();
        assertThat(error.signInUrl()).isEqualTo("https://app.example.com/login?return_to=%2F");
    }

    @Test
    void a_foreign_flipped_used_or_expired_state_is_refused_and_the_providers_words_are_not_shown() {
        String callback = begun("/page");
        String state = state(callback);
        refused(STATE_UNKNOWN, "/redirect_uri?code=x&state=" + "A".repeat(43));
        refused(STATE_UNKNOWN, callback.substring(0, callback.length() - 1) + (state.endsWith("A") ? "B" : "A"));
        LoginError foreign =
                refused(STATE_UNKNOWN, "/redirect_uri?error=x&error_description=phish&state=" + state + "x");
        assertThat(foreign.error()).isNull();
        assertThat(foreign.errorDescription()).isNull();

        app.answer(callback);
        assertThat(app.proceed("/").user()).isNotNull();

        String late = begun("/login?return_to=/late");
        app.clock.pass(Duration.ofMinutes(10));
        app.browser.cookies().keySet().removeIf(name -> name.endsWith("-s"));
        assertThat(refused(STATE_EXPIRED, late).signInUrl())
                .isEqualTo("https://app.example.com/login?return_to=%2Flate&provider=default");
        refused(STATE_UNKNOWN, late);
    }

    @Test
    void a_replayed_callback_is_refused_even_with_its_cookie() {
        String callback = begun("/");
        Map<String, String> before = Map.copyOf(app.browser.cookies());
        app.answer(callback);
        app.browser.cookies().clear();
        before.forEach(app.browser::set);

        refused(STATE_USED, callback);
    }

    @Test
    void with_a_session_a_stray_callback_leads_back_to_the_page_or_home() {
        String other = begun("/login?return_to=/other");
        app.signIn("/page");
        String used = begun("/login?return_to=/again");
        Map<String, String> before = Map.copyOf(app.browser.cookies());
        app.answer(used);
        before.forEach((name, value) -> {
            if (!name.endsWith("-s")) {
                app.browser.set(name, value);
            }
        });

        assertLeadsTo("/again", used);
        assertLeadsTo("/", used);
        assertLeadsTo("/", "/redirect_uri");
        assertLeadsTo("/", "/redirect_uri?state=unknown&code=x");
        app.clock.pass(Duration.ofMinutes(10));
        assertLeadsTo("/other", other);
        assertThat(app.proceed("/").user()).isNotNull();
    }

    private void assertLeadsTo(String path, String callback) {
        int calls = app.provider.calls().size();
        Answer answer = app.answer(callback);

        assertThat(answer.response().status()).isEqualTo(303);
        assertThat(Application.location(answer)).isEqualTo("https://app.example.com" + path);
        assertThat(answer.change()).isEqualTo(IdentityChange.NONE);
        assertThat(app.provider.calls()).hasSize(calls);
    }

    @Test
    void a_failed_callback_uses_its_login_up() {
        String callback = begun("/");
        refused(AUTHORIZATION_ERROR, "/redirect_uri?error=access_denied&state=" + state(callback));

        refused(STATE_UNKNOWN, callback);
        assertThat(app.browser.cookies()).isEmpty();
    }

    @Test
    void the_providers_error_reaches_the_view_on_one_line() {
        LoginError error = refused(
                AUTHORIZATION_ERROR,
                "/redirect_uri?error=access_denied&error_description=no%0a%3Cb%3E&state=" + state(begun("/page")));

        assertThat(error.error()).isEqualTo("access_denied");
        assertThat(error.errorDescription()).isEqualTo("no <b>");
        assertThat(error.status()).isEqualTo(403);
        assertThat(error.signInUrl()).contains("return_to=%2Fpage");
        assertThat(error.correlationId()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=y", "iss=a&iss=b", "error=a&error=b", "error_description=a&error_description=b"})
    void a_repeated_parameter_is_refused(String more) {
        refused(PARAMETER_REPEATED, begun("/") + "&" + more);
    }

    @Test
    void a_repeated_state_is_refused() {
        String callback = begun("/");

        refused(PARAMETER_REPEATED, callback + "&state=" + state(callback));
        refused(STATE_UNKNOWN, callback);
    }

    @Test
    void a_callback_with_neither_code_nor_error_is_refused() {
        refused(CODE_MISSING, "/redirect_uri?state=" + state(begun("/")));
        refused(CODE_MISSING, "/redirect_uri?code=&state=" + state(begun("/")));
        refused(CODE_MISSING, "/redirect_uri?code=%zz&state=" + state(begun("/")));
    }

    @Test
    void another_issuer_is_refused_and_a_promised_one_required() {
        refused(RESPONSE_ISSUER_MISMATCH, begun("/") + "&iss=https%3A%2F%2Fevil.example");
        refused(RESPONSE_ISSUER_MISMATCH, begun("/") + "&iss=https%3A%2F%2Fidp.example.com%2F");
        refused(RESPONSE_ISSUER_MISMATCH, begun("/") + "&iss=");
        refused(
                RESPONSE_ISSUER_MISMATCH,
                "/redirect_uri?error=access_denied&iss=https%3A%2F%2Fevil.example&state=" + state(begun("/")));
        assertThat(Application.location(app.answer(begun("/") + "&iss=https%3A%2F%2Fidp.example.com")))
                .isEqualTo("https://app.example.com/");

        Application promised = new Application();
        promised.provider.on(
                "/.well-known/openid-configuration",
                FakeProvider.metadata().replace("{", "{\"authorization_response_iss_parameter_supported\":true,"));
        String callback = promised.authorize(Application.location(promised.answer("/")));
        assertThat(promised.answer(callback).response().body()).contains(RESPONSE_ISSUER_MISSING.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT"})
    void a_callback_by_another_method_is_refused(String method) {
        String callback = begun("/");
        Answer answer = (Answer) app.decide(
                Requests.of(method, callback).cookies(app.browser.cookies()).build(), Access.signedIn());

        assertThat(answer.response().status()).isEqualTo(400);
        assertThat(errors).extracting(LoginError::reason).containsExactly(RESPONSE_MODE_MISMATCH);
        assertThat(app.provider.calls("/token")).isEmpty();
    }

    @Test
    void garbage_in_the_cookie_header_is_nobody() {
        for (String cookie : List.of("=", ";;;", "__Host-latchkey-x-s=1", "\u0000", "a=\"", "$Version=1")) {
            Answer answer = (Answer) app.party.decide(
                    Requests.navigation("/").header("Cookie", cookie).build(), Access.signedIn());
            assertThat(answer.response().status()).isEqualTo(303);
        }
    }
}
