package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import java.util.function.Consumer;

/** What is wrong with answers about tokens. */
final class IntrospectionObservations {
    private static final Endpoint HERE = Endpoint.INTROSPECTION;
    private static final String JSON = "application/json";
    private static final String JWT = "application/token-introspection+jwt";
    private static final long HALF_AN_HOUR = 1800;

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.INTROSPECTION_DOWN, Answers.status(HERE, 500)),
            Map.entry(Misbehaviour.INTROSPECTION_SLOW, Answers.silence(HERE)),
            Map.entry(Misbehaviour.INTROSPECTION_HTML, Answers.page(HERE)),
            Map.entry(Misbehaviour.INTROSPECTION_HUGE, Answers.huge(HERE)),
            Map.entry(Misbehaviour.INTROSPECTION_REDIRECT, Answers.redirect(HERE, "/elsewhere/introspect")),
            Map.entry(
                    Misbehaviour.INTROSPECTION_UNAUTHORIZED,
                    (provider, client) ->
                            assertThat(ask(provider, JSON).text("error")).isEqualTo("invalid_client")),
            Map.entry(Misbehaviour.INTROSPECTION_UNSUPPORTED_TYPE, Answers.error(HERE, 400, "unsupported_token_type")),
            Map.entry(
                    Misbehaviour.INTROSPECTION_ACTIVE_TEXT,
                    says(answer -> assertThat(answer).containsEntry("active", "true"))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_ACTIVE_MISSING,
                    says(answer ->
                            assertThat(answer).doesNotContainKey("active").containsKey("sub"))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_OTHER_ISSUER,
                    says(answer -> assertThat(answer).containsEntry("iss", "https://other-issuer.example"))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_OTHER_AUDIENCE,
                    says(answer -> assertThat(answer).containsEntry("aud", "https://other-service.example"))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_NO_AUDIENCE,
                    says(answer -> assertThat(answer).doesNotContainKey("aud").containsEntry("active", true))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_NO_ISSUER,
                    says(answer -> assertThat(answer).doesNotContainKey("iss").containsEntry("active", true))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_NO_EXPIRY,
                    says(answer -> assertThat(answer).doesNotContainKey("exp").containsEntry("active", true))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_EXPIRED,
                    says(answer -> assertThat(seconds(answer, "exp")).isLessThan(now() - HALF_AN_HOUR))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_NOT_YET_VALID,
                    says(answer -> assertThat(seconds(answer, "nbf")).isGreaterThan(now() + HALF_AN_HOUR))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_TYPE_MAC,
                    says(answer -> assertThat(answer).containsEntry("token_type", "mac"))),
            Map.entry(Misbehaviour.INTROSPECTION_JWT_BAD_SIGNATURE, (provider, client) -> {
                Jwt jwt = jwt(provider);
                assertThat(jwt.headers()).containsEntry("alg", "RS256");
                assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isFalse();
            }),
            Map.entry(
                    Misbehaviour.INTROSPECTION_JWT_ALG_NONE,
                    (provider, client) -> assertThat(jwt(provider).headers()).containsEntry("alg", "none")),
            Map.entry(
                    Misbehaviour.INTROSPECTION_JWT_OTHER_ISSUER,
                    signed(jwt -> assertThat(jwt.claims()).containsEntry("iss", "https://other-issuer.example"))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_JWT_OTHER_AUDIENCE,
                    signed(jwt -> assertThat(jwt.claims()).containsEntry("aud", "other-client"))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_JWT_OTHER_TYPE,
                    signed(jwt -> assertThat(jwt.headers()).containsEntry("typ", "JWT"))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_JWT_OLD,
                    signed(jwt -> assertThat(seconds(jwt.claims(), "iat")).isLessThan(now() - HALF_AN_HOUR))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_JWT_EMPTY,
                    signed(jwt -> assertThat(jwt.claims())
                            .doesNotContainKey("token_introspection")
                            .containsKey("aud"))),
            Map.entry(
                    Misbehaviour.INTROSPECTION_JSON_NOT_JWT,
                    (provider, client) -> assertThat(ask(provider, JWT).header("Content-Type"))
                            .isEqualTo(JSON)),
            Map.entry(
                    Misbehaviour.INTROSPECTION_JWT_NOT_JSON,
                    (provider, client) -> assertThat(ask(provider, JSON).header("Content-Type"))
                            .isEqualTo(JWT)));

    private IntrospectionObservations() {}

    private static Observation says(Consumer<Map<String, Object>> check) {
        return (provider, client) -> check.accept(ask(provider, JSON).json());
    }

    private static Observation signed(Consumer<Jwt> check) {
        return (provider, client) -> {
            Jwt jwt = jwt(provider);
            assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isTrue();
            check.accept(jwt);
        };
    }

    private static Jwt jwt(TestProvider provider) {
        Answer answer = ask(provider, JWT);
        assertThat(answer.header("Content-Type")).isEqualTo(JWT);
        return new Jwt(answer.body());
    }

    /** About a token that is good. */
    private static Answer ask(TestProvider provider, String accept) {
        String token = provider.accessToken().opaque().issue();
        return HandmadeClient.send(HandmadeClient.form(
                HttpRequest.newBuilder(provider.uri(HERE))
                        .header("Authorization", HandmadeClient.basic("client1", "secret1"))
                        .header("Accept", accept),
                Map.of("token", token)));
    }

    private static long seconds(Map<String, Object> members, String name) {
        return members.get(name) instanceof Number number ? number.longValue() : now();
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
