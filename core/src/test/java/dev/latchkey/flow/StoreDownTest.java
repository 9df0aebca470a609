package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.LogoutRequest;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Api;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Nodes;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The store does not answer: what needs a session says so, the rest works, and nothing is lost. */
class StoreDownTest {
    private static final String RENEWED = "{\"access_token\":\"renewed\",\"token_type\":\"Bearer\",\"expires_in\":300"
            + ",\"refresh_token\":\"second\"}";

    private final Nodes nodes = new Nodes(settings -> settings.refreshAccessTokens());
    private final Application app = nodes.one;

    private static void assertUnavailable(Answer answer) {
        WebResponse response = answer.response();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsEntry("Retry-After", "10").containsEntry("Cache-Control", "no-store");
        assertThat(response.cookies()).isEmpty();
    }

    @Test
    void a_page_that_needs_a_login_is_answered_with_503_and_nobody_is_signed_out() {
        app.signIn("/");
        nodes.store.failing.add("*");

        Answer answer = app.answer("/account");
        assertUnavailable(answer);
        assertThat(answer.response().body()).contains("You have not been signed out");
        nodes.store.failing.clear();
        assertThat(app.proceed("/account").user()).isNotNull();
    }

    @Test
    void a_script_gets_json() {
        app.signIn("/");
        nodes.store.failing.add("*");
        WebRequest call = Requests.get("/api").cookies(app.browser.cookies()).build();

        Answer answer = (Answer) app.party.decide(call, Access.signedIn());
        assertUnavailable(answer);
        assertThat(answer.response().body())
                .isEqualTo("{\"error\":\"temporarily_unavailable\",\"error_description\":\"store_unavailable\"}");
    }

    @Test
    void a_page_for_everybody_is_served_to_somebody_unknown() {
        app.signIn("/");
        nodes.store.failing.add("*");

        Proceed proceed = (Proceed) app.open("/", Access.anyone());
        assertThat(proceed.user()).isNull();
        assertThat(proceed.cookies()).isEmpty();
    }

    @Test
    void who_has_no_session_is_sent_to_the_provider_all_the_same_and_told_at_the_callback() {
        nodes.store.failing.add("*");
        String callback = app.authorize(Application.location(app.answer("/page")));

        Answer failed = app.answer(callback);
        assertThat(failed.response().status()).isEqualTo(503);
        assertThat(failed.response().headers()).containsEntry("Retry-After", "10");
        assertThat(failed.response().body()).contains("store_unavailable").contains("return_to=%2Fpage");
        nodes.store.failing.clear();
        assertThat(Application.location(app.signIn("/page"))).isEqualTo("https://app.example.com/page");
    }

    @Test
    void a_login_whose_session_cannot_be_saved_fails_and_leaves_no_cookie() {
        String callback = app.authorize(Application.location(app.answer("/page")));
        nodes.store.failing.add("create");
        app.answer(callback);

        assertThat(app.browser.cookies().keySet()).noneMatch(name -> name.endsWith("-s"));
    }

    @Test
    void a_sign_out_says_that_it_did_not_happen() {
        app.signIn("/");
        nodes.store.failing.add("end");

        assertUnavailable(app.answer("/logout"));
        assertUnavailable(app.party.logout(app.browser.navigation("/bye").build(), LogoutRequest.to("/")));
        nodes.store.failing.clear();
        assertThat(app.proceed("/").user()).isNotNull();
    }

    @Test
    void new_tokens_that_could_not_be_saved_are_saved_when_the_store_is_back() {
        app.signIn("/");
        app.clock.pass(Duration.ofSeconds(310));
        app.provider.on("/token", call -> {
            nodes.store.failing.add("*");
            return FakeProvider.json(200, RENEWED);
        });
        assertUnavailable(app.answer("/"));
        app.provider.on("/token", call -> FakeProvider.json(400, "{\"error\":\"invalid_grant\"}"));
        nodes.store.failing.clear();
        app.clock.pass(Duration.ofSeconds(15));

        assertThat(Objects.requireNonNull(app.proceed("/").user()).tokens().accessToken())
                .isEqualTo("renewed");
        assertThat(app.provider.calls("/token")).hasSize(2);
    }

    @Test
    void new_tokens_that_could_not_be_saved_are_saved_by_whoever_comes_next_before_another_node_refreshes() {
        app.signIn("/");
        WebRequest alice = app.browser.navigation("/").build();
        app.clock.pass(Duration.ofSeconds(200));
        app.browser.cookies().clear();
        app.user("bob");
        app.signIn("/");
        app.clock.pass(Duration.ofSeconds(110));
        app.provider.on("/token", call -> {
            nodes.store.failing.add("*");
            return FakeProvider.json(200, RENEWED);
        });
        assertUnavailable((Answer) app.party.decide(alice, Access.signedIn()));
        app.provider.on("/token", call -> FakeProvider.json(400, "{\"error\":\"invalid_grant\"}"));
        nodes.store.failing.clear();
        assertThat(app.proceed("/").user()).isNotNull();
        app.clock.pass(Duration.ofSeconds(15));

        Proceed proceed = (Proceed) nodes.other.decide(alice, Access.signedIn());
        assertThat(Objects.requireNonNull(proceed.user()).tokens().accessToken())
                .isEqualTo("renewed");
        assertThat(app.provider.calls("/token")).hasSize(3);
    }

    @Test
    void new_tokens_are_saved_at_once_if_only_a_connection_broke() {
        app.signIn("/");
        app.clock.pass(Duration.ofSeconds(310));
        app.provider.on("/token", call -> {
            nodes.store.failingOnce.add("replaceIfVersion");
            return FakeProvider.json(200, RENEWED);
        });

        assertThat(Objects.requireNonNull(app.proceed("/").user()).tokens().accessToken())
                .isEqualTo("renewed");
    }

    @Test
    void while_new_tokens_are_not_saved_no_other_node_refreshes() {
        app.signIn("/");
        app.clock.pass(Duration.ofSeconds(310));
        app.provider.on("/token", RENEWED);
        nodes.store.failing.add("replaceIfVersion");
        assertUnavailable(app.answer("/"));

        assertThat(nodes.store.value("refresh:" + nodes.store.keys.element()))
                .as("the lease")
                .isNotNull();
    }

    @Test
    void an_older_token_that_could_not_be_saved_does_not_replace_a_newer_one() {
        app.signIn("/");
        app.clock.pass(Duration.ofSeconds(310));
        String withoutRotation = "{\"access_token\":\"older\",\"token_type\":\"Bearer\",\"expires_in\":300}";
        app.provider.on("/token", withoutRotation);
        nodes.store.failing.add("replaceIfVersion");
        assertUnavailable(app.answer("/"));
        nodes.store.failing.clear();
        app.clock.pass(Duration.ofSeconds(15));
        app.provider.on("/token", withoutRotation.replace("older", "newer"));
        WebRequest request = app.browser.navigation("/").build();
        Proceed elsewhere = (Proceed) nodes.other.decide(request, Access.signedIn());
        assertThat(Objects.requireNonNull(elsewhere.user()).tokens().accessToken())
                .isEqualTo("newer");

        app.proceed("/");
        assertThat(Objects.requireNonNull(app.proceed("/").user()).tokens().accessToken())
                .isEqualTo("newer");
    }

    @Test
    void one_change_that_the_store_never_takes_does_not_keep_it_from_others() {
        WebRequest alice = signedIn("alice");
        WebRequest bob = signedIn("bob");
        signedIn("carol");
        app.clock.pass(Duration.ofSeconds(310));
        app.provider.on("/token", call -> {
            nodes.store.failing.add("*");
            return FakeProvider.json(200, RENEWED);
        });
        assertUnavailable((Answer) app.party.decide(alice, Access.signedIn()));
        nodes.store.failing.clear();
        nodes.store.refused.add(nodes.store.keys.element());
        assertUnavailable((Answer) app.party.decide(bob, Access.signedIn()));
        nodes.store.failing.clear();
        app.provider.on("/token", call -> FakeProvider.json(503, "{}"));
        for (int i = 0; i < 3; i++) {
            app.proceed("/");
        }
        app.clock.pass(Duration.ofSeconds(15));

        Proceed elsewhere = (Proceed) nodes.other.decide(bob, Access.signedIn());
        assertThat(Objects.requireNonNull(elsewhere.user()).tokens().accessToken())
                .isEqualTo("renewed");
    }

    private WebRequest signedIn(String user) {
        app.browser.cookies().clear();
        app.user(user);
        app.signIn("/");
        return app.browser.navigation("/").build();
    }

    @Test
    void a_store_that_can_be_read_and_not_written_turns_nobody_away() {
        app.signIn("/");
        app.clock.pass(Duration.ofMinutes(4));
        nodes.store.failing.add("replaceIfVersion");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(app.proceed("/").user()).isNotNull();
            assertThat(log.text()).contains("store_unavailable");
        }
    }

    @Test
    void a_callback_that_the_store_kept_from_being_answered_may_be_loaded_again() {
        String callback = app.authorize(Application.location(app.answer("/page")));
        nodes.store.failing.add("*");
        assertThat(app.answer(callback).response().status()).isEqualTo(503);
        nodes.store.failing.clear();

        assertThat(Application.location(app.answer(callback))).isEqualTo("https://app.example.com/page");
    }

    @Test
    void a_caller_whose_token_cannot_be_asked_about_without_the_store_gets_503() {
        Api api = new Api(settings -> settings.sessions(nodes.store)
                .provider(
                        "default",
                        Provider.discover(FakeProvider.ISSUER)
                                .register(ClientMetadata.named("App"))
                                .acceptAccessTokens(AccessTokens.introspected(Api.AUDIENCE))));
        api.provider.on(
                "/.well-known/openid-configuration",
                FakeProvider.metadata()
                        .replaceFirst("\\{", "{\"introspection_endpoint\":\"https://idp.example.com/introspect\","));
        nodes.store.failing.add("*");

        Answer answer = (Answer) api.decide(Api.authorized("Bearer opaque"), Access.bearer());
        assertThat(answer.response().status()).isEqualTo(503);
        assertThat(answer.response().body()).contains("store_unavailable");
    }

    @Test
    void an_explicit_refresh_names_the_reason() {
        app.signIn("/");
        WebRequest request = app.browser.navigation("/").build();
        nodes.store.failing.add("*");

        Refusal.of(FailureReason.STORE_UNAVAILABLE, () -> app.party.refresh(request));
    }

    @Test
    void the_log_warns_once_in_ten_seconds_with_the_stores_own_words() {
        app.signIn("/");
        nodes.store.failing.add("*");
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 5; i++) {
                app.answer("/account");
                app.open("/", Access.anyone());
            }
            assertThat(log.warnings()).isEqualTo(1);
            assertThat(log.text()).contains("store_unavailable").contains("the store is down");
            app.clock.pass(Duration.ofSeconds(10));
            app.answer("/account");
            assertThat(log.warnings()).isEqualTo(2);
        }
    }

    @Test
    void whatever_call_of_the_store_fails_no_request_is_answered_with_an_exception() {
        for (String method : List.of("find", "create", "replaceIfVersion", "end", "putIfAbsent", "remove", "value")) {
            Nodes fresh = new Nodes(settings -> settings.refreshAccessTokens());
            fresh.one.signIn("/");
            fresh.one.clock.pass(Duration.ofSeconds(310));
            fresh.one.provider.on("/token", RENEWED);
            fresh.store.failing.add(method);

            for (String path : List.of("/", "/login?return_to=/", "/logout", "/logged_out")) {
                assertThat(fresh.one.open(path, Access.signedIn())).isNotNull();
                assertThat(fresh.one.open(path, Access.anyone())).isNotNull();
            }
        }
    }
}
