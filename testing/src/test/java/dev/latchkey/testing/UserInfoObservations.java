package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;

final class UserInfoObservations {
    private static final Endpoint HERE = Endpoint.USERINFO;

    static final Map<Misbehaviour, Observation> ALL = Map.of(
            Misbehaviour.USERINFO_DOWN,
            Answers.status(HERE, 500),
            Misbehaviour.USERINFO_SLOW,
            Answers.silence(HERE),
            Misbehaviour.USERINFO_UNAUTHORIZED,
            UserInfoObservations::unauthorized,
            Misbehaviour.USERINFO_HTML,
            Answers.page(HERE),
            Misbehaviour.USERINFO_HUGE,
            Answers.huge(HERE),
            Misbehaviour.USERINFO_REDIRECT,
            Answers.redirect(HERE, "/elsewhere/userinfo"),
            Misbehaviour.USERINFO_OTHER_SUBJECT,
            claims(it -> assertThat(it).containsEntry("sub", "somebody-else").containsKey("name")),
            Misbehaviour.USERINFO_NO_SUBJECT,
            claims(it -> assertThat(it).doesNotContainKey("sub").containsKey("name")),
            Misbehaviour.USERINFO_PROTOCOL_CLAIMS,
            claims(it -> assertThat(it)
                    .containsEntry("sub", "alice")
                    .containsEntry("nonce", "wrong-nonce")
                    .containsKeys("iss", "aud", "exp", "sid")));

    private UserInfoObservations() {}

    private static Observation claims(Consumer<Map<String, Object>> check) {
        return (provider, client) -> check.accept(
                client.userInfo(client.login().text("access_token")).json());
    }

    private static void unauthorized(TestProvider provider, HandmadeClient client) {
        Answer answer = client.userInfo(client.login().text("access_token"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }
}
