package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.jose.Compact;
import java.util.Base64;
import java.util.List;
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
            Map.entry(Misbehaviour.USERINFO_JWT_ALG_NONE_CAPITALIZED, header(Map.of("alg", "None"))),
            Map.entry(Misbehaviour.USERINFO_JWT_ALG_NONE_MIXED_CASE, header(Map.of("alg", "nOnE"))),
            Map.entry(Misbehaviour.USERINFO_JWT_ALG_NONE_UPPER_CASE, header(Map.of("alg", "NONE"))),
            Map.entry(Misbehaviour.USERINFO_JWT_HS256_PUBLIC_KEY, header(Map.of("alg", "HS256"))),
            Map.entry(Misbehaviour.USERINFO_JWT_HS256_PUBLIC_JWK, (provider, client) -> {
                Jwt jwt = answer(provider);
                int end = jwt.token().lastIndexOf('.');
                String key = JSONObjectUtils.toJSONString(client.signingKeys().get(0));
                byte[] hmac = Compact.hmac(key, jwt.token().substring(0, end).getBytes(US_ASCII));
                assertThat(jwt.token().substring(end + 1)).isEqualTo(Compact.base64Url(hmac));
            }),
            Map.entry(Misbehaviour.USERINFO_JWT_JWK_HEADER, attacked("jwk")),
            Map.entry(Misbehaviour.USERINFO_JWT_JKU_HEADER, attacked("jku")),
            Map.entry(Misbehaviour.USERINFO_JWT_X5U_HEADER, attacked("x5u")),
            Map.entry(
                    Misbehaviour.USERINFO_JWT_UNKNOWN_CRIT,
                    (provider, client) -> assertThat(answer(provider).headers())
                            .containsEntry("alg", "RS256")
                            .containsEntry("crit", List.of("https://example.com/unknown"))
                            .containsEntry("https://example.com/unknown", true)),
            Map.entry(Misbehaviour.USERINFO_JWT_DUPLICATE_HEADER, part(0, "{\"alg\":\"none\",")),
            Map.entry(Misbehaviour.USERINFO_JWT_DUPLICATE_CLAIMS, part(1, "{\"sub\":\"somebody-else\",")),
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

    private static Observation header(Map<String, Object> header) {
        return (provider, client) -> assertThat(answer(provider).headers()).isEqualTo(header);
    }

    private static Observation attacked(String member) {
        return (provider, client) -> {
            Jwt jwt = answer(provider);
            assertThat(jwt.headers()).containsEntry("alg", "RS256").containsKey(member);
            assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isFalse();
        };
    }

    /** A part of the token begins like this, and has the same member once more. */
    private static Observation part(int index, String beginning) {
        return (provider, client) -> {
            String part = answer(provider).token().split("\\.", -1)[index];
            String json = new String(Base64.getUrlDecoder().decode(part), UTF_8);
            assertThat(json).startsWith(beginning);
            assertThat(json.substring(beginning.length())).contains(beginning.substring(1, 7));
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
