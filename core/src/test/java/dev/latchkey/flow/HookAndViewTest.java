package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.ErrorView;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.app.LoginError;
import dev.latchkey.app.LoginHook;
import dev.latchkey.app.LoginHook.LoginDecision;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Html;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The application's own code may fail: nobody is signed in by that, and the user sees a page. */
class HookAndViewTest {
    private final List<LoginError> errors = new ArrayList<>();

    private Application with(LoginHook hook) {
        return new Application(settings -> settings.onLogin(hook).errorView((error, request) -> {
            errors.add(error);
            return WebResponse.text(error.status(), "own page");
        }));
    }

    private static Application with(ErrorView view) {
        return new Application(settings -> settings.errorView(view));
    }

    @Test
    @SuppressWarnings("NullAway") // That is the point.
    void a_hook_that_answers_null_signs_nobody_in() {
        Application app = with((LoginHook) user -> null);
        Answer answer = app.signIn("/");

        assertThat(errors).extracting(LoginError::reason).containsExactly(FailureReason.LOGIN_HOOK_FAILED);
        assertThat(answer.response().status()).isEqualTo(500);
        assertThat(answer.change()).isEqualTo(IdentityChange.NONE);
        assertThat(app.browser.cookies().keySet()).noneMatch(name -> name.endsWith("-s"));
    }

    @Test
    void a_hook_that_throws_signs_nobody_in() {
        Application app = with((LoginHook) user -> {
            throw new IllegalStateException("no database");
        });
        app.signIn("/");

        assertThat(errors).extracting(LoginError::reason).containsExactly(FailureReason.LOGIN_HOOK_FAILED);
        assertThat(app.browser.cookies().keySet()).noneMatch(name -> name.endsWith("-s"));
    }

    @Test
    void whoever_the_hook_refuses_is_offered_another_account() {
        Application app = new Application(settings -> settings.onLogin(user -> LoginDecision.reject("Staff only.")));
        String page = app.signIn("/orders").response().body();

        assertThat(page).contains("Staff only.", "Use another account");
        assertThat(page.split("login_refused", -1)).as("the code is there once").hasSize(2);
        String url = "/login?return_to=%2Forders&provider=default&prompt=select_account";
        assertThat(page).contains(Html.escape("https://app.example.com" + url));
        assertThat(Application.location(app.answer(url))).contains("prompt=select_account");
    }

    @Test
    void of_prompts_a_link_chooses_the_account_alone() {
        Application app = new Application();
        for (String prompt : List.of("none", "login", "consent", "select_account login", "SELECT_ACCOUNT", "")) {
            String url = "/login?prompt=" + Form.encode(prompt);
            assertThat(Application.location(app.answer(url))).as(prompt).doesNotContain("prompt=");
        }
    }

    @Test
    void a_hooks_reason_forges_no_log_line() {
        for (String lineBreak : List.of("\n", "\r\n", "\r", "\u0085", "\u2028")) {
            errors.clear();
            try (CapturedLog log = new CapturedLog()) {
                with((LoginHook) user -> LoginDecision.reject("not you" + lineBreak + "[main] ERROR forged"))
                        .signIn("/");
                assertThat(log.text()).contains("not you").contains("forged");
                assertThat(log.text().split("\\R")).noneMatch(line -> line.startsWith("[main] ERROR forged"));
            }
            assertThat(errors).extracting(LoginError::reason).containsExactly(FailureReason.LOGIN_REFUSED);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // That is the point.
    void an_error_view_that_answers_null_is_replaced_by_the_generic_page() {
        assertGenericPage(with((error, request) -> null));
    }

    @Test
    void an_error_view_that_throws_is_replaced_by_the_generic_page() {
        assertGenericPage(with((error, request) -> {
            throw new IllegalStateException("no template");
        }));
    }

    private static void assertGenericPage(Application app) {
        try (CapturedLog log = new CapturedLog()) {
            Answer answer = app.answer("/redirect_uri?code=x");

            assertThat(answer.response().status()).isEqualTo(400);
            assertThat(answer.response().body()).contains("You are not signed in", FailureReason.STATE_MISSING.code());
            assertThat(answer.response().headers()).containsEntry("Cache-Control", "no-store");
            assertThat(log.text()).contains("error view");
        }
    }
}
