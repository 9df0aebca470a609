package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.LoginHook.LoginDecision;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.Page;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** What a login asks for; Latchkey refuses an answer that does not keep to it. */
final class Asking {
    private Asking() {}

    static void max_age(Visit visit) throws IOException {
        assertThat(signIn(visit, visit.registered().maxAge(Duration.ofHours(1))).claims())
                .containsKey("auth_time");
    }

    static void prompt_login(Visit visit) throws IOException {
        signIn(visit, visit.registered());
        Visit next = visit.next();
        next.signsIn(next.registered()
                .parameters(LoginParameters.none().prompt("login").maxAge(Duration.ofHours(1))));
    }

    static void prompt_none(Visit visit) throws IOException {
        signIn(visit, visit.registered());
        Visit next = visit.next();
        requireNoQuestion(next, LoginParameters.none().prompt("none"));
    }

    static void prompt_none_of_a_stranger(Visit visit) throws IOException {
        Provider settings = visit.registered().parameters(LoginParameters.none().prompt("none"));
        try (LoginApplication application = visit.start(settings)) {
            Page page = visit.browser().open(application.url("/me"));
            assertThat(page.body()).contains("error=login_required<", "reason=authorization_error<");
        }
    }

    static void acr_values(Visit visit) throws IOException {
        String acr = visit.provider().acr();
        LoginParameters parameters = LoginParameters.none().acrValues(acr);
        assertThat(signIn(visit, visit.registered().parameters(parameters)).claims())
                .containsEntry("acr", acr);
    }

    static void essential_claim_in_the_id_token(Visit visit) throws IOException {
        ClaimsRequest claims = ClaimsRequest.none().essentialInIdToken("email");
        signIn(visit, visit.registered().parameters(LoginParameters.none().claims(claims)));
    }

    static void essential_claim_in_user_info(Visit visit) throws IOException {
        ClaimsRequest claims = ClaimsRequest.none().essentialInUserInfo("email");
        signIn(visit, visit.registered().parameters(LoginParameters.none().claims(claims)));
    }

    static void login_hint(Visit visit) throws IOException {
        Provider settings = visit.registered().parameters(LoginParameters.none().loginHint("hinted-user"));
        try (LoginApplication application = visit.start(settings)) {
            Page form = visit.browser().open(application.url("/me"));
            assertThat(visit.provider().asksForCredentials(form)).isTrue();
            assertThat(form.body()).contains("value=\"hinted-user\"");
        }
    }

    static void id_token_hint(Visit visit) throws IOException {
        Provider client = visit.client(TestClient.BASIC);
        String idToken = Objects.requireNonNull(signIn(visit, client).tokens().idToken());
        LoginParameters hint = LoginParameters.none().prompt("none").idTokenHint(idToken);

        Visit next = visit.next();
        try (LoginApplication application = next.start(client.parameters(hint))) {
            next.requireBob(next.browser().open(application.url("/me")));
        }
    }

    private static void requireNoQuestion(Visit visit, LoginParameters parameters) throws IOException {
        try (LoginApplication application = visit.start(visit.registered().parameters(parameters))) {
            visit.requireBob(visit.browser().open(application.url("/me")));
        }
    }

    /** Bob signs in. */
    private static SignedInUser signIn(Visit visit, Provider settings) throws IOException {
        AtomicReference<SignedInUser> user = new AtomicReference<>();
        try (LoginApplication application = visit.start(
                settings,
                builder -> builder.onLogin(who -> {
                    user.set(who);
                    return LoginDecision.accept();
                }))) {
            Page form = visit.browser().open(application.url("/me"));
            assertThat(visit.provider().asksForCredentials(form))
                    .as(form.toString())
                    .isTrue();
            visit.requireBob(visit.provider().signIn(visit.browser(), form, "bob"));
        }
        return Objects.requireNonNull(user.get());
    }
}
