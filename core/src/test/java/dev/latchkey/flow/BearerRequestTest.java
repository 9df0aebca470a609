package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.app.TokenIdentity;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.fixture.Api;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.Requests;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6750: how an access token is sent, and what a bad one is answered with. */
class BearerRequestTest {
    private static final String CHALLENGE = "Bearer realm=\"https://app.example.com\"";

    private final Api api = new Api();

    private static String challenge(Answer answer) {
        return String.valueOf(answer.response().headers().get("WWW-Authenticate"));
    }

    private static Map<String, Object> body(Answer answer) {
        try {
            return Json.parse(answer.response().body());
        } catch (MalformedException e) {
            throw new AssertionError(answer.response().body(), e);
        }
    }

    @Test
    void the_caller_is_known_for_this_request_and_no_cookie_is_set() {
        Proceed proceed = api.admitted(Api.token().claim("roles", List.of("admin")), Access.bearer("read"));

        TokenIdentity caller = Objects.requireNonNull(proceed.token());
        assertThat(proceed.user()).isNull();
        assertThat(proceed.cookies()).isEmpty();
        assertThat(proceed.cacheControl()).isEqualTo("private, no-cache");
        assertThat(caller.provider()).isEqualTo("default");
        assertThat(caller.issuer()).isEqualTo(FakeProvider.ISSUER);
        assertThat(caller.subject()).isEqualTo("alice");
        assertThat(caller.clientId()).isEqualTo("caller");
        assertThat(caller.scopes()).containsExactly("read", "write");
        assertThat(caller.audience()).containsExactly(Api.AUDIENCE);
        assertThat(caller.hasRole("admin")).isTrue();
        assertThat(caller.claim("scope")).isEqualTo("read write");
        assertThat(caller.expiresAt()).isEqualTo(HandClock.START.plusSeconds(300));
        assertThat(caller.getName()).isEqualTo("https://idp.example.com#alice");
        assertThat(caller).hasToString("TokenIdentity[https://idp.example.com#alice]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR   "})
    void the_scheme_is_read_letter_case_aside(String scheme) {
        String token = Api.token().build();

        assertThat(api.decide(Api.authorized(scheme + token), Access.bearer())).isInstanceOf(Proceed.class);
        assertThat(api.decide(Api.authorized(scheme + token + " "), Access.bearer()))
                .isInstanceOf(Proceed.class);
    }

    // §3: no token, no error.

    static Stream<Requests> without_token() {
        return Stream.of(
                Requests.get("/orders"),
                Requests.navigation("/orders"),
                Api.authorized("Basic dXNlcjpwYXNz"),
                Api.authorized("Bearerish abc"),
                Api.authorized("DPoP abc"),
                Api.authorized(""));
    }

    @ParameterizedTest
    @MethodSource("without_token")
    void a_request_without_token_is_challenged_and_told_of_no_error(Requests request) {
        Answer answer = api.refused(request, Access.bearer("read"));

        assertThat(answer.response().status()).isEqualTo(401);
        assertThat(challenge(answer)).isEqualTo(CHALLENGE);
        assertPlain(answer);
    }

    private static void assertPlain(Answer answer) {
        assertThat(answer.change()).isEqualTo(IdentityChange.NONE);
        assertThat(answer.response().cookies()).isEmpty();
        assertThat(answer.response().headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Content-Type", "application/json")
                .doesNotContainKey("Location");
        assertThat(body(answer)).containsOnlyKeys("error", "error_description");
    }

    // §3.1: invalid_request.

    /** A way to send a token that is none. */
    record Bad(String reason, Requests request) {
        @Override
        public String toString() {
            return reason;
        }
    }

    static Stream<Bad> bad_requests() {
        String good = "Bearer " + Api.token().build();
        return Stream.of(
                new Bad("bearer_malformed", Api.authorized("Bearer")),
                new Bad("bearer_malformed", Api.authorized("Bearer ")),
                new Bad("bearer_malformed", Api.authorized("Bearer a b")),
                new Bad("bearer_malformed", Api.authorized("Bearer a,Bearer b")),
                new Bad("bearer_malformed", Api.authorized("Bearer\ttoken")),
                new Bad("bearer_malformed", Api.authorized("Bearer,token")),
                new Bad("bearer_malformed", Api.authorized("Bearer \"token\"")),
                new Bad("bearer_malformed", Api.authorized("Bearer tökén")),
                new Bad("bearer_malformed", Api.authorized("Bearer =")),
                new Bad("bearer_malformed", Api.authorized("Bearer a=b")),
                new Bad("bearer_malformed", Api.authorized("Bearer " + "a".repeat(1 << 20))),
                new Bad("bearer_repeated", Api.authorized(good).header("Authorization", good)),
                new Bad("bearer_repeated", Api.authorized("Basic eA==").header("Authorization", good)),
                new Bad("bearer_repeated", Api.authorized(good).header("Authorization", "Basic eA==")),
                new Bad("bearer_in_query", Requests.get("/orders?access_token=abc")),
                new Bad("bearer_in_query", Requests.get("/orders?a=b&access%5ftoken=")),
                new Bad(
                        "bearer_in_query",
                        Requests.get("/orders?access_token=abc").header("Authorization", good)));
    }

    @ParameterizedTest
    @MethodSource("bad_requests")
    void a_token_that_is_not_sent_as_it_should_be_makes_the_request_invalid(Bad bad) {
        for (Access access : List.of(Access.bearer(), Access.signedInOrBearer())) {
            Answer answer = api.refused(bad.request(), access);

            assertThat(answer.response().status()).isEqualTo(400);
            assertThat(challenge(answer))
                    .isEqualTo(CHALLENGE + ", error=\"invalid_request\", error_description=\"" + bad.reason() + "\"");
            assertPlain(answer);
        }
        assertThat(api.provider.calls()).isEmpty();
    }

    // §3.1: invalid_token.

    @Test
    void a_bad_token_is_named_by_its_reason_and_shown_to_nobody() {
        try (CapturedLog log = new CapturedLog()) {
            TokenBuilder token = Api.token().claim("aud", "https://other.example.com");
            Answer answer = api.refused(token, Access.bearer());

            assertThat(answer.response().status()).isEqualTo(401);
            assertThat(challenge(answer))
                    .isEqualTo(CHALLENGE + ", error=\"invalid_token\", error_description=\"bearer_audience\"");
            assertThat(body(answer))
                    .isEqualTo(Map.of("error", "invalid_token", "error_description", "bearer_audience"));
            assertPlain(answer);
            assertThat(log.text()).doesNotContain(token.build());
            assertThat(log.warnings()).isZero();
        }
    }

    // §3.1: insufficient_scope.

    @Test
    void a_good_token_without_the_scope_is_told_which_scopes_it_takes() {
        Answer answer = api.refused(Api.token(), Access.bearer("read", "delete"));

        assertThat(answer.response().status()).isEqualTo(403);
        assertThat(challenge(answer))
                .endsWith(
                        ", error=\"insufficient_scope\", error_description=\"bearer_insufficient\", scope=\"read delete\"");
        assertPlain(answer);
    }

    @Test
    void a_good_token_without_role_or_claim_may_not_enter() {
        Access admin = Access.bearer().withRole("admin");
        assertThat(api.refused(Api.token(), admin).response().status()).isEqualTo(403);
        assertThat(challenge(api.refused(Api.token(), admin))).doesNotContain("scope=");
        assertThat(api.admitted(Api.token().claim("roles", List.of("admin")), admin)
                        .token())
                .isNotNull();

        Access tenant = Access.bearer("read").withClaim("tenant.id", "acme", "umbrella");
        assertThat(api.refused(Api.token(), tenant).response().status()).isEqualTo(403);
        assertThat(api.refused(Api.token().claim("tenant", Map.of("id", "other")), tenant)
                        .response()
                        .status())
                .isEqualTo(403);
        assertThat(api.admitted(Api.token().claim("tenant", Map.of("id", "acme")), tenant)
                        .token())
                .isNotNull();
    }

    // The provider cannot say.

    @Test
    void while_the_provider_is_down_the_answer_is_try_again() {
        api.provider.goDown();

        Answer answer = api.refused(Api.token(), Access.bearer());

        assertThat(answer.response().status()).isEqualTo(503);
        assertThat(answer.response().headers())
                .containsEntry("Retry-After", "10")
                .doesNotContainKey("WWW-Authenticate");
        assertPlain(answer);
    }

    @Test
    void what_should_not_happen_is_the_servers_fault() {
        api.provider.on("/jwks", call -> {
            throw new IllegalStateException("a transport of the application's own");
        });

        assertThat(api.refused(Api.token(), Access.bearer()).response().status())
                .isEqualTo(500);
    }

    @Test
    void preflights_pass() {
        Requests preflight = Requests.of("OPTIONS", "/orders")
                .header("Origin", "https://spa.example.com")
                .header("Access-Control-Request-Method", "GET");

        assertThat(api.decide(preflight, Access.bearer("read"))).isEqualTo(new Proceed(null, null, List.of()));
    }

    // Several providers.

    @Test
    void the_issuer_picks_the_provider_and_a_provider_that_takes_none_is_unknown() {
        String second = "https://second.example.com";
        Api several = new Api(settings -> settings.provider("default", Api.usualProvider())
                .provider("second", at(second).acceptAccessTokens(AccessTokens.jwt("orders")))
                .provider("third", at("https://third.example.com")));
        several.provider.on("/second/jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA, "rsa"))));
        TokenBuilder ofSecond =
                Api.token().claim("iss", second).claim("aud", "orders").key(Keys.NEXT_RSA.getPrivate());

        assertThat(name(several.admitted(Api.token(), Access.bearer()))).isEqualTo("default");
        assertThat(name(several.admitted(ofSecond, Access.bearer()))).isEqualTo("second");
        assertThat(challenge(several.refused(ofSecond.claim("iss", FakeProvider.ISSUER), Access.bearer())))
                .contains("bearer_audience");
        assertThat(challenge(several.refused(
                        ofSecond.claim("iss", FakeProvider.ISSUER).claim("aud", Api.AUDIENCE), Access.bearer())))
                .contains("bearer_signature");
        assertThat(challenge(several.refused(Api.token().claim("iss", "https://third.example.com"), Access.bearer())))
                .contains("bearer_issuer");
    }

    private static Provider at(String issuer) {
        return Provider.of(
                        ProviderMetadata.of(issuer, issuer + "/authorize", issuer + "/token", issuer + "/second/jwks"))
                .client("client1", "secret1");
    }

    private static String name(Proceed proceed) {
        return Objects.requireNonNull(proceed.token()).provider();
    }

    @Test
    void no_provider_is_asked_about_a_token_that_names_another_issuer() {
        Api mixed = new Api(settings -> settings.provider("default", Api.usualProvider())
                .provider(
                        "asked",
                        Provider.of(ProviderMetadata.of(
                                                "https://asked.example.com",
                                                "https://asked.example.com/authorize",
                                                "https://asked.example.com/token",
                                                "https://asked.example.com/jwks")
                                        .with("introspection_endpoint", "https://asked.example.com/introspect"))
                                .client("client1", "secret1")
                                .acceptAccessTokens(AccessTokens.introspected(Api.AUDIENCE))));
        mixed.provider.on("/introspect", "{\"active\":true,\"sub\":\"bob\",\"aud\":\"" + Api.AUDIENCE + "\"}");

        assertThat(challenge(mixed.refused(Api.token().claim("iss", "https://evil.example.com"), Access.bearer())))
                .contains("bearer_issuer");
        String good = Api.token().build();
        for (String broken : List.of(
                "eyJhbGciOiJub25l" + good.substring(good.indexOf('.')),
                good.substring(0, good.indexOf('.')) + ".x.y",
                "eyJhbGciOiJSU0EtT0FFUCJ9.a.b.c.d")) {
            assertThat(challenge(mixed.refused(Api.authorized("Bearer " + broken), Access.bearer())))
                    .contains("bearer_unreadable");
        }
        assertThat(mixed.provider.calls("/introspect")).isEmpty();
        assertThat(name((Proceed) mixed.decide(Api.authorized("Bearer opaque"), Access.bearer())))
                .isEqualTo("asked");
    }

    // Logins are not held up.

    @Test
    void made_up_tokens_do_not_use_up_the_keys_that_logins_may_read_again() {
        Application app = new Application(settings -> settings.provider(
                "api", Application.usualProvider().acceptAccessTokens(AccessTokens.jwt(Api.AUDIENCE))));
        for (int i = 0; i < 5; i++) {
            String madeUp = Api.token().header("kid", "made-up-" + i).build();
            Answer refused =
                    (Answer) app.party.decide(Api.authorized("Bearer " + madeUp).build(), Access.bearer());
            assertThat(refused.response().status()).isEqualTo(401);
        }
        assertThat(app.provider.calls("/jwks")).hasSize(2);

        app.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA, "next"))));
        app.idTokens(token -> token.header("kid", "next").key(Keys.NEXT_RSA.getPrivate()));
        app.signIn("/login?return_to=/&provider=api");

        assertThat(app.proceed("/").user()).isNotNull();
        assertThat(app.provider.calls("/jwks")).hasSize(3);
    }
}
