package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.BEARER_AUDIENCE;
import static dev.latchkey.failure.FailureReason.BEARER_BOUND;
import static dev.latchkey.failure.FailureReason.BEARER_EXPIRED;
import static dev.latchkey.failure.FailureReason.BEARER_INACTIVE;
import static dev.latchkey.failure.FailureReason.BEARER_ISSUER;
import static dev.latchkey.failure.FailureReason.BEARER_NOT_YET_VALID;
import static dev.latchkey.failure.FailureReason.BEARER_SUBJECT;
import static dev.latchkey.failure.FailureReason.BEARER_TYPE;
import static dev.latchkey.failure.FailureReason.INTROSPECTION_ANSWER;
import static dev.latchkey.failure.FailureReason.METADATA_UNUSABLE;
import static dev.latchkey.failure.FailureReason.PROVIDER_BAD_ANSWER;
import static dev.latchkey.failure.FailureReason.PROVIDER_TIMEOUT;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Form;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7662 and RFC 9701: what a provider says about a token. */
class IntrospectionTest {
    private static final String ENDPOINT = ApiTokens.INTROSPECTION;
    private static final String TOKEN = "an-opaque-token";

    private final ApiTokens api = new ApiTokens(AccessTokens.introspected(ApiTokens.AUDIENCE));

    private static Map<String, Object> good() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("active", true);
        answer.put("iss", FakeProvider.ISSUER);
        answer.put("sub", "alice");
        answer.put("client_id", "caller");
        answer.put("aud", ApiTokens.AUDIENCE);
        answer.put("scope", "read");
        answer.put("exp", ApiTokens.NOW + 300);
        answer.put("token_type", "Bearer");
        return answer;
    }

    private void says(Map<String, Object> answer) {
        api.provider.on(ENDPOINT, TokenBuilder.json(answer));
    }

    private int calls() {
        return api.provider.calls(ENDPOINT).size();
    }

    @Test
    void an_active_token_is_accepted_and_the_client_shows_who_asks() {
        says(good());

        VerifiedAccessToken token = api.verify(TOKEN);

        assertThat(token.subject()).isEqualTo("alice");
        assertThat(token.clientId()).isEqualTo("caller");
        assertThat(token.scopes()).containsExactly("read");
        HttpCall call = api.provider.only(ENDPOINT);
        assertThat(call.headers().get("Authorization")).startsWith("Basic ");
        assertThat(Form.parse(call.body()).get("token")).isEqualTo(TOKEN);
        assertThat(Form.parse(call.body()).get("token_type_hint")).isEqualTo("access_token");
        assertThat(call).asString().doesNotContain(TOKEN);
    }

    /** An answer, and what becomes of the token. */
    record Row(String title, FailureReason reason, UnaryOperator<Map<String, Object>> change) {
        @Override
        public String toString() {
            return title;
        }
    }

    private static Row with(String title, FailureReason reason, String member, Object value) {
        return new Row(title, reason, answer -> {
            answer.put(member, value);
            return answer;
        });
    }

    private static Row without(FailureReason reason, String... members) {
        return new Row("without " + List.of(members), reason, answer -> {
            List.of(members).forEach(answer::remove);
            return answer;
        });
    }

    static Stream<Row> refused_answers() {
        return Stream.of(
                with("inactive", BEARER_INACTIVE, "active", false),
                with("active as text", INTROSPECTION_ANSWER, "active", "true"),
                with("active as a number", INTROSPECTION_ANSWER, "active", 1),
                without(INTROSPECTION_ANSWER, "active"),
                with("another issuer", BEARER_ISSUER, "iss", "https://evil.example.com"),
                with("issuer a number", BEARER_ISSUER, "iss", 1),
                with("another service", BEARER_AUDIENCE, "aud", "https://other.example.com"),
                without(BEARER_AUDIENCE, "aud"),
                without(BEARER_SUBJECT, "sub", "client_id"),
                with("sub empty", BEARER_SUBJECT, "sub", ""),
                with("expired", BEARER_EXPIRED, "exp", ApiTokens.NOW - 60),
                with("exp text", BEARER_EXPIRED, "exp", "soon"),
                with("not yet", BEARER_NOT_YET_VALID, "nbf", ApiTokens.NOW + 61),
                with("bound", BEARER_BOUND, "cnf", Map.of("jkt", "x")),
                with("DPoP", BEARER_TYPE, "token_type", "DPoP"),
                with("Keycloak's refresh token", BEARER_TYPE, "typ", "Refresh"),
                with("an ID token by its nonce", BEARER_TYPE, "nonce", "n1"),
                with("an ID token by its at_hash", BEARER_TYPE, "at_hash", "x"),
                with("a logout token", BEARER_TYPE, "events", Map.of()),
                with("a refresh token by its use", BEARER_TYPE, "token_use", "refresh_token"),
                with("an ID token by its use", BEARER_TYPE, "token_use", "id"),
                with("an end that no calendar has", BEARER_EXPIRED, "exp", Long.MAX_VALUE),
                new Row("a client without a name", BEARER_SUBJECT, answer -> {
                    answer.remove("sub");
                    answer.put("client_id", "");
                    return answer;
                }));
    }

    @ParameterizedTest
    @MethodSource("refused_answers")
    void a_token_is_refused_for_what_the_answer_says(Row row) {
        says(row.change().apply(good()));

        api.refused(row.reason(), TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "secevent+jwt", "dpop+jwt", "id_token"})
    void a_jwt_that_says_that_it_is_something_else_is_not_asked_about(String type) {
        says(good());

        api.refused(BEARER_TYPE, ApiTokens.good().header("typ", type).build());
        assertThat(calls()).isZero();
    }

    @Test
    void a_jwt_that_may_be_an_access_token_is_asked_about() {
        says(good());
        for (String type : List.of("JWT", "at+jwt", "AT+JWT", "application/at+jwt")) {
            assertThat(api.verify(ApiTokens.good().header("typ", type)).subject())
                    .isEqualTo("alice");
        }
        assertThat(api.verify(ApiTokens.good().withoutHeader("typ")).subject()).isEqualTo("alice");

        Map<String, Object> answer = good();
        answer.put("token_use", "access");
        says(answer);
        assertThat(api.verify("another-token").subject()).isEqualTo("alice");
    }

    @Test
    void issuer_end_and_type_may_be_missing_and_a_client_may_call_for_itself() {
        Map<String, Object> answer = good();
        List.of("iss", "exp", "token_type", "sub").forEach(answer::remove);
        says(answer);

        VerifiedAccessToken token = api.verify(TOKEN);

        assertThat(token.issuer()).isEqualTo(FakeProvider.ISSUER);
        assertThat(token.expiresAt()).isNull();
        assertThat(token.subject()).isNull();
        assertThat(token.clientId()).isEqualTo("caller");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 500, 503})
    void any_other_status_is_no_answer(int status) {
        api.provider.on(ENDPOINT, call -> FakeProvider.json(status, TokenBuilder.json(good())));

        api.refused(PROVIDER_BAD_ANSWER, TOKEN);
    }

    @Test
    void a_registration_is_dropped_for_invalid_client_alone_and_once_a_minute() {
        ApiTokens registered = new ApiTokens(
                AccessTokens.introspected(ApiTokens.AUDIENCE),
                usual -> Provider.of(Relationships.metadata()
                                .with("introspection_endpoint", FakeProvider.ISSUER + ENDPOINT)
                                .with("registration_endpoint", FakeProvider.ISSUER + "/register"))
                        .register(ClientMetadata.named("App")));
        registered.provider.on("/register", "{\"client_id\":\"client1\",\"client_secret\":\"s\"}");
        for (String body : List.of("{\"error\":\"invalid_token\"}", "<h1>", "")) {
            registered.provider.on(ENDPOINT, call -> FakeProvider.json(401, body));
            registered.refused(PROVIDER_BAD_ANSWER, TOKEN);
        }
        assertThat(registered.provider.calls("/register")).hasSize(1);

        registered.provider.on(ENDPOINT, call -> FakeProvider.json(401, "{\"error\":\"invalid_client\"}"));
        for (int i = 0; i < 5; i++) {
            registered.refused(PROVIDER_BAD_ANSWER, TOKEN);
        }
        assertThat(registered.provider.calls("/register")).hasSize(2);
    }

    @Test
    void a_page_or_broken_json_is_no_answer() {
        api.provider.on(
                ENDPOINT,
                call -> new HttpAnswer(
                        200, Map.of("Content-Type", "text/html"), "<h1>".getBytes(StandardCharsets.UTF_8)));
        api.refused(PROVIDER_BAD_ANSWER, TOKEN);

        api.provider.on(ENDPOINT, "{\"active\":true,\"active\":false}");
        api.refused(PROVIDER_BAD_ANSWER, TOKEN);
    }

    @Test
    void a_provider_without_the_endpoint_is_named() {
        ApiTokens without = new ApiTokens(
                AccessTokens.introspected(ApiTokens.AUDIENCE),
                usual -> Provider.of(Relationships.metadata()).client("client1", "secret1"));

        assertThat(without.refused(METADATA_UNUSABLE, TOKEN)).hasMessageContaining("AccessTokens.jwt(audience)");
    }

    // The cache.

    @Test
    void an_answer_is_used_again_for_thirty_seconds_even_while_the_provider_is_down() {
        says(good());
        api.verify(TOKEN);
        api.provider.goDown();
        api.clock.pass(Duration.ofSeconds(29));
        api.verify(TOKEN);
        assertThat(calls()).isEqualTo(1);

        api.clock.pass(Duration.ofSeconds(1));
        api.refused(PROVIDER_UNREACHABLE, TOKEN);
    }

    @Test
    void nobody_can_change_an_answer_that_others_are_shown() {
        Map<String, Object> answer = good();
        answer.put("realm_access", Map.of("roles", List.of("clerk")));
        says(answer);

        Map<String, Object> shown = api.verify(TOKEN).claims();
        Map<?, ?> inner = (Map<?, ?>) Objects.requireNonNull(shown.get("realm_access"));
        List<?> roles = (List<?>) Objects.requireNonNull(inner.get("roles"));

        assertThatThrownBy(() -> shown.put("sub", "eve")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(inner::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(roles::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(api.verify(TOKEN).subject()).isEqualTo("alice");
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void an_answer_that_breaks_a_rule_is_not_kept_nor_is_a_huge_one() {
        Map<String, Object> answer = good();
        answer.put("aud", "https://other.example.com");
        says(answer);
        api.refused(BEARER_AUDIENCE, TOKEN);
        Map<String, Object> huge = good();
        huge.put("groups", "x".repeat(17_000));
        says(huge);
        api.verify(TOKEN);
        api.verify(TOKEN);

        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void an_answer_is_used_for_its_own_token_alone() {
        says(good());
        api.verify(TOKEN);
        says(Map.of("active", false));

        api.refused(BEARER_INACTIVE, "another-token");
        api.verify(TOKEN);
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void a_no_is_not_kept() {
        says(Map.of("active", false));
        api.refused(BEARER_INACTIVE, TOKEN);
        says(good());

        assertThat(api.verify(TOKEN).subject()).isEqualTo("alice");
    }

    @Test
    void an_answer_is_never_used_beyond_the_end_of_the_token() {
        Map<String, Object> answer = good();
        answer.put("exp", ApiTokens.NOW + 10);
        says(answer);
        api.verify(TOKEN);
        api.clock.pass(Duration.ofSeconds(10));
        says(Map.of("active", false));

        api.refused(BEARER_INACTIVE, TOKEN);
    }

    @Test
    void with_a_cache_of_zero_each_request_asks() {
        ApiTokens exact =
                new ApiTokens(AccessTokens.introspected(ApiTokens.AUDIENCE).cache(Duration.ZERO));
        exact.provider.on(ENDPOINT, TokenBuilder.json(good()));

        exact.verify(TOKEN);
        exact.verify(TOKEN);

        assertThat(exact.provider.calls(ENDPOINT)).hasSize(2);
    }

    @Test
    void many_requests_with_one_token_ask_once() throws InterruptedException, ExecutionException {
        Crowd crowd = new Crowd(30);
        api.provider.on(ENDPOINT, call -> {
            crowd.await();
            return FakeProvider.json(200, TokenBuilder.json(good()));
        });

        assertThat(crowd.run(() -> api.verify(TOKEN).subject())).containsOnly("alice");
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void a_provider_that_hangs_is_left_alone_for_three_seconds() {
        api.provider.on(ENDPOINT, call -> {
            throw new HttpTimeoutException("slow");
        });
        api.refused(PROVIDER_TIMEOUT, TOKEN);
        api.refused(PROVIDER_TIMEOUT, "another-token");
        assertThat(calls()).isEqualTo(1);

        api.clock.pass(Duration.ofSeconds(3));
        says(good());
        assertThat(api.verify(TOKEN).subject()).isEqualTo("alice");
    }

    // JWT answers.

    private static ApiTokens signed() {
        return new ApiTokens(AccessTokens.introspected(ApiTokens.AUDIENCE).signedAnswers("RS256"));
    }

    private static TokenBuilder jwt() {
        return TokenBuilder.good(FakeProvider.ISSUER, HandClock.START)
                .header("typ", "token-introspection+jwt")
                .without("nonce")
                .without("exp")
                .without("sub")
                .claim("token_introspection", good());
    }

    private static HttpAnswer answer(String jwt) {
        return new HttpAnswer(
                200,
                Map.of("Content-Type", "application/token-introspection+jwt"),
                jwt.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_signed_answer_is_asked_for_and_verified() {
        ApiTokens signed = signed();
        signed.provider.on(ENDPOINT, call -> answer(jwt().build()));

        assertThat(signed.verify(TOKEN).subject()).isEqualTo("alice");
        assertThat(signed.provider.only(ENDPOINT).headers())
                .containsEntry("Accept", "application/token-introspection+jwt");
    }

    /** A signed answer that cannot be trusted. */
    record Bad(String title, UnaryOperator<TokenBuilder> change) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Bad> bad_jwts() {
        return Stream.of(
                new Bad("typ JWT", t -> t.header("typ", "JWT")),
                new Bad("no typ", t -> t.withoutHeader("typ")),
                new Bad("another iss", t -> t.claim("iss", "https://evil.example.com")),
                new Bad("no iss", t -> t.without("iss")),
                new Bad("another client", t -> t.claim("aud", "client2")),
                new Bad("no aud", t -> t.without("aud")),
                new Bad("no iat", t -> t.without("iat")),
                new Bad("old", t -> t.claim("iat", ApiTokens.NOW - 661)),
                new Bad("from the future", t -> t.claim("iat", ApiTokens.NOW + 61)),
                new Bad("no content", t -> t.without("token_introspection")),
                new Bad("content text", t -> t.claim("token_introspection", "active")),
                new Bad("alg none", t -> t.header("alg", "none")),
                new Bad("another algorithm", t -> t.signedWith("PS256", Keys.RSA.getPrivate())),
                new Bad("crit", t -> t.header("crit", List.of("iat"))),
                new Bad("by somebody else", t -> t.key(Keys.FOREIGN_RSA.getPrivate())));
    }

    @ParameterizedTest
    @MethodSource("bad_jwts")
    void a_signed_answer_that_breaks_a_rule_is_no_answer(Bad bad) {
        ApiTokens signed = signed();
        signed.provider.on(ENDPOINT, call -> answer(bad.change().apply(jwt()).build()));

        signed.refused(INTROSPECTION_ANSWER, TOKEN);
    }

    @Test
    void garbage_in_place_of_a_jwt_is_no_answer() {
        ApiTokens signed = signed();
        signed.provider.on(ENDPOINT, call -> answer("garbage"));

        signed.refused(INTROSPECTION_ANSWER, TOKEN);
    }

    @Test
    void json_where_a_jwt_is_set_and_the_reverse_are_no_answers() {
        ApiTokens signed = signed();
        signed.provider.on(ENDPOINT, TokenBuilder.json(good()));
        signed.refused(PROVIDER_BAD_ANSWER, TOKEN);

        api.provider.on(ENDPOINT, call -> answer(jwt().build()));
        api.refused(PROVIDER_BAD_ANSWER, TOKEN);
    }
}
