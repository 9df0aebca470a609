package dev.latchkey.flow;

import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.config.Provider;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.fixture.Requests;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may enter, and what the others get. */
class AccessTest {
    private final Application app = new Application();

    private Answer answer(Requests request) {
        return (Answer) app.decide(request.build(), Access.signedIn());
    }

    @Test
    void a_page_for_everybody_sees_who_is_signed_in_and_nobody_otherwise() {
        assertThat(((Proceed) app.open("/", Access.anyone())).user()).isNull();
        app.signIn("/me");

        Proceed page = (Proceed) app.open("/", Access.anyone());
        assertThat(page.user()).isNotNull();
        assertThat(page.cacheControl()).isEqualTo("private, no-cache");
    }

    @Test
    void signing_in_and_out_on_public_pages_is_no_loop() {
        for (int i = 0; i < 10; i++) {
            app.answer(app.authorize(Application.location(app.answer("/login"))));
            assertThat(((Proceed) app.open("/", Access.anyone())).user()).isNotNull();
            app.answer("/logout");
        }
    }

    @Test
    void a_script_gets_a_status_that_names_the_login() throws MalformedException {
        Answer answer = answer(app.browser.get("/api/orders").header("Accept", "application/json"));

        assertThat(answer.response().status()).isEqualTo(401);
        assertThat(answer.response().headers())
                .containsEntry("WWW-Authenticate", "OpenIDConnect realm=\"https://app.example.com\"")
                .containsEntry("Content-Type", "application/json")
                .doesNotContainKey("Location");
        assertThat(Json.parse(answer.response().body()))
                .containsEntry("error", "login_required")
                .containsEntry("login_url", "https://app.example.com/login?return_to=%2F");
        assertThat(answer.response().cookies()).isEmpty();
        assertThat(app.provider.calls()).isEmpty();
    }

    @Test
    void a_form_gets_a_page_with_a_sign_in_link_and_no_redirect() {
        Answer answer = answer(Requests.of("POST", "/orders").header("Accept", "text/html"));

        assertThat(answer.response().status()).isEqualTo(401);
        assertThat(answer.response().headers()).containsKey("WWW-Authenticate").doesNotContainKey("Location");
        assertThat(answer.response().body()).contains("https://app.example.com/login?return_to=%2F");
    }

    @Test
    void a_preflight_passes_without_a_session() {
        Decision decision = app.decide(
                Requests.of("OPTIONS", "/api")
                        .header("Origin", "https://x.example")
                        .header("Access-Control-Request-Method", "GET")
                        .build(),
                Access.signedIn());

        assertThat(decision).isEqualTo(new Proceed(null, null, List.of()));
    }

    @Test
    void a_navigation_under_another_host_moves_to_ours_once_before_it_starts_a_login() {
        Answer moved = answer(Requests.navigation("/orders?x=1").header("Host", "127.0.0.1:8080"));

        assertThat(Application.location(moved)).startsWith("https://app.example.com/login?return_to=%2Forders%3Fx%3D1");
        assertThat(moved.response().cookies()).isEmpty();
        String next = Application.location(moved).substring("https://app.example.com".length());
        Answer started = answer(Requests.navigation(next).header("Host", "internal:1234"));
        assertThat(Application.location(started)).startsWith("https://idp.example.com/authorize");
    }

    @Test
    void while_the_provider_is_down_public_pages_work_and_the_first_login_after_succeeds() {
        app.provider.goDown();
        assertThat(app.open("/", Access.anyone())).isInstanceOf(Proceed.class);
        Answer down = app.answer("/me");
        assertThat(down.response().status()).isEqualTo(503);
        assertThat(down.response().headers()).containsKey("Retry-After");

        app.provider.comeBack();
        app.signIn("/me");
        assertThat(app.proceed("/me").user()).isNotNull();
        app.provider.goDown();
        assertThat(app.proceed("/me").user()).isNotNull();
    }

    @Test
    void a_session_ends_when_idle_and_a_used_one_stays() {
        app.signIn("/");
        for (int i = 0; i < 20; i++) {
            app.clock.pass(Duration.ofMinutes(25));
            assertThat(app.proceed("/").user()).isNotNull();
        }
        app.clock.pass(Duration.ofMinutes(30));
        assertThat(app.answer("/").response().status()).isEqualTo(303);
    }

    @Test
    void images_do_not_keep_a_session_alive() {
        app.signIn("/");
        for (int i = 0; i < 3; i++) {
            app.clock.pass(Duration.ofMinutes(10));
            app.decide(
                    app.browser
                            .get("/logo.png")
                            .header("Sec-Fetch-Dest", "image")
                            .build(),
                    Access.anyone());
        }
        assertThat(app.answer("/").response().status()).isEqualTo(303);
    }

    @Test
    void a_browser_that_keeps_no_session_ends_on_a_page_that_explains() {
        for (int i = 0; i < 3; i++) {
            app.signIn("/");
            app.browser.cookies().keySet().removeIf(name -> name.endsWith("-s"));
        }
        Answer page = app.answer("/");

        assertThat(page.response().status()).isEqualTo(400);
        assertThat(page.response().body()).contains("login_loop", "did not keep the sign-in");
        assertThat(app.answer("/").response().status()).as("a fresh start").isEqualTo(303);
    }

    private static Provider other() {
        String issuer = "https://other.example.com";
        return Provider.of(Relationships.metadata().with("issuer", issuer).authorizationEndpoint(issuer + "/authorize"))
                .client("client2", "secret2");
    }

    @Test
    void a_session_of_one_provider_does_not_enter_a_route_of_another() {
        Application two = new Application(settings -> settings.provider("other", other()));
        two.answer(two.authorize(Application.location(two.answer("/login?provider=default"))));

        assertThat(two.open("/", Access.signedIn("default"))).isInstanceOf(Proceed.class);
        assertThat(two.open("/", Access.signedIn())).isInstanceOf(Proceed.class);
        Answer elsewhere = (Answer) two.open("/b", Access.signedIn("other"));
        assertThat(Application.location(elsewhere)).startsWith("https://other.example.com/authorize");
    }

    @Test
    void a_callback_of_one_provider_is_not_finished_at_another() {
        Application two = new Application(settings -> settings.provider("other", other()));
        String atOther = Application.location((Answer) two.open("/b", Access.signedIn("other")));
        Answer mixedUp = two.answer(two.authorize(atOther) + "&iss=https%3A%2F%2Fidp.example.com");

        assertThat(mixedUp.response().body()).contains("response_issuer_mismatch");
        assertThat(two.provider.calls("/token")).isEmpty();
    }

    @Test
    void with_several_providers_the_user_chooses() {
        Application two = new Application(settings -> settings.provider("other", other()));
        Answer chooser = two.answer("/me?a=b");

        assertThat(chooser.response().status()).isEqualTo(200);
        assertThat(chooser.response().body()).contains("provider=default", "provider=other", "return_to=%2Fme%3Fa%3Db");
        assertThat(Application.location(two.answer("/login?provider=other&return_to=/me")))
                .startsWith("https://other.example.com/");
    }

    @Test
    void a_session_of_a_provider_that_is_gone_is_none() {
        app.signIn("/");
        Application changed = new Application(settings -> settings.provider("other", other()));
        app.browser.cookies().forEach(changed.browser::set);
        assertThat(changed.open("/", Access.signedIn())).isInstanceOf(Proceed.class);
        assertThat(Refusal.of(SETTING_INVALID, () -> changed.open("/", Access.signedIn("unknown"))))
                .hasMessageContaining("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "/%2fevil.example"})
    void the_login_page_leads_nowhere_else(String target) {
        Answer end = app.answer(app.authorize(
                Application.location(app.answer("/login?return_to=" + dev.latchkey.internal.Form.encode(target)))));

        assertThat(Application.location(end)).isEqualTo("https://app.example.com/");
    }

    @Test
    void what_the_provider_says_about_itself_is_escaped_on_the_page() {
        app.provider.on(
                "/token",
                call -> FakeProvider.json(
                        400, "{\"error\":\"<script>alert(1)</script>\",\"error_description\":\"\\\"><img src=x>\"}"));
        Answer page = app.signIn("/");

        assertThat(page.response().body()).doesNotContain("<script>", "<img").contains("&lt;script&gt;");
        assertThat(page.response().headers().get("Content-Security-Policy")).contains("default-src 'none'");
    }
}
