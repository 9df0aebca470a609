package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** What is wrong with a signed UserInfo response. */
final class UserInfoJwtObservations {
    private static final TestClient CLIENT =
            TestClient.confidential("verifying", "secret1").withUserInfoSigning("RS256");

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.USERINFO_JWT_BAD_SIGNATURE, (provider, client) -> {
                Jwt jwt = answer(provider);
                assertThat(jwt.headers()).containsEntry("alg", "RS256");
                assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isFalse();
            }),
            Map.entry(
                    Misbehaviour.USERINFO_JWT_WRONG_ISSUER,
                    signed((jwt, provider) ->
                            assertThat(jwt.claims()).containsEntry("iss", "https://other-issuer.example"))),
            Map.entry(
                    Misbehaviour.USERINFO_JWT_WRONG_AUDIENCE,
                    signed((jwt, provider) -> assertThat(jwt.claims()).containsEntry("aud", "other-client"))),
            Map.entry(
                    Misbehaviour.USERINFO_JWT_NO_ISSUER,
                    signed((jwt, provider) ->
                            assertThat(jwt.claims()).doesNotContainKey("iss").containsKey("aud"))),
            Map.entry(
                    Misbehaviour.USERINFO_JWT_NO_AUDIENCE,
                    signed((jwt, provider) ->
                            assertThat(jwt.claims()).doesNotContainKey("aud").containsKey("iss"))),
            Map.entry(Misbehaviour.USERINFO_JWT_EXPIRED, signed((jwt, provider) -> {
                Object expiry = jwt.claims().get("exp");
                assertThat(expiry).isInstanceOf(Long.class);
                long now = System.currentTimeMillis() / 1000;
                assertThat((Long) Objects.requireNonNull(expiry)).isLessThan(now - 1800);
            })),
            Map.entry(Misbehaviour.USERINFO_JWT_ALG_NONE, (provider, client) -> {
                assertThat(answer(provider).headers()).isEqualTo(Map.of("alg", "none"));
            }),
            Map.entry(
                    Misbehaviour.USERINFO_JWT_OTHER_ALGORITHM,
                    signed((jwt, provider) -> assertThat(jwt.headers()).containsEntry("alg", "PS256"))),
            Map.entry(Misbehaviour.USERINFO_JSON_NOT_JWT, (provider, client) -> {
                provider.client(CLIENT);
                HandmadeClient own = new HandmadeClient(provider, CLIENT);
                Answer answer = own.userInfo(own.login().text("access_token"));
                assertThat(answer.header("Content-Type")).isEqualTo("application/json");
                assertThat(answer.json()).containsEntry("sub", "alice");
            }),
            Map.entry(Misbehaviour.USERINFO_JWT_NOT_JSON, (provider, client) -> {
                Answer answer = client.userInfo(client.login().text("access_token"));
                assertThat(answer.header("Content-Type")).isEqualTo("application/jwt");
                assertThat(new Jwt(answer.body()).claims()).containsEntry("sub", "alice");
            }));

    private UserInfoJwtObservations() {}

    private static Observation signed(BiConsumer<Jwt, TestProvider> check) {
        return (provider, client) -> {
            Jwt jwt = answer(provider);
            assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isTrue();
            check.accept(jwt, provider);
        };
    }

    private static Jwt answer(TestProvider provider) {
        provider.client(CLIENT);
        HandmadeClient own = new HandmadeClient(provider, CLIENT);
        Answer answer = own.userInfo(own.login().text("access_token"));
        assertThat(answer.header("Content-Type")).isEqualTo("application/jwt");
        return new Jwt(answer.body());
    }
}
