package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.BiConsumer;

final class RefreshObservations {
    static final Map<Misbehaviour, Observation> ALL = Map.of(
            Misbehaviour.REFRESH_INVALID_GRANT,
            refresh((first, second) ->
                    assertThat(second.text("error_description")).isEqualTo("The refresh token has expired")),
            Misbehaviour.REFRESH_SERVER_ERROR,
            refresh((first, second) -> assertThat(second.status()).isEqualTo(500)),
            Misbehaviour.REFRESH_OTHER_SUBJECT,
            claim("sub", "somebody-else"),
            Misbehaviour.REFRESH_OTHER_ISSUER,
            claim("iss", "https://other-issuer.example"),
            Misbehaviour.REFRESH_OTHER_AUDIENCE,
            claim("aud", "other-client"),
            Misbehaviour.REFRESH_OTHER_AUTH_TIME,
            refresh((first, second) -> assertThat(second.idToken().claims().get("auth_time"))
                    .isNotEqualTo(first.idToken().claims().get("auth_time"))),
            Misbehaviour.REFRESH_OTHER_NONCE,
            claim("nonce", "wrong-nonce"),
            Misbehaviour.REFRESH_NO_ID_TOKEN,
            refresh((first, second) ->
                    assertThat(second.json()).doesNotContainKey("id_token").containsKey("access_token")),
            Misbehaviour.REFRESH_NO_ROTATION,
            RefreshObservations::noRotation);

    private RefreshObservations() {}

    private static Observation refresh(BiConsumer<Answer, Answer> check) {
        return (provider, client) -> {
            Answer first = client.login();
            assertThat(first.json()).containsKeys("id_token", "access_token", "refresh_token");
            check.accept(first, client.refresh(first.text("refresh_token")));
        };
    }

    private static Observation claim(String name, Object value) {
        return refresh((first, second) -> {
            assertThat(first.idToken().claims()).doesNotContainEntry(name, value);
            assertThat(second.idToken().claims()).containsEntry(name, value);
        });
    }

    private static void noRotation(TestProvider provider, HandmadeClient client) {
        String refreshToken = client.login().text("refresh_token");
        for (int i = 0; i < 2; i++) {
            Answer answer = client.refresh(refreshToken);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json()).doesNotContainKey("refresh_token");
        }
    }
}
