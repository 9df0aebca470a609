package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;

final class UserInfoObservations {
    private static final Endpoint HERE = Endpoint.USERINFO;

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.USERINFO_DOWN, Answers.status(HERE, 500)),
            Map.entry(Misbehaviour.USERINFO_SLOW, Answers.silence(HERE)),
            Map.entry(Misbehaviour.USERINFO_UNAUTHORIZED, UserInfoObservations::unauthorized),
            Map.entry(Misbehaviour.USERINFO_HTML, Answers.page(HERE)),
            Map.entry(Misbehaviour.USERINFO_HUGE, Answers.huge(HERE)),
            Map.entry(Misbehaviour.USERINFO_REDIRECT, Answers.redirect(HERE, "/elsewhere/userinfo")),
            Map.entry(Misbehaviour.USERINFO_HALF_BODY, Answers.broken(HERE)),
            Map.entry(Misbehaviour.USERINFO_CLOSES, Answers.broken(HERE)),
            Map.entry(Misbehaviour.USERINFO_DRIPS, Answers.drips(HERE)),
            Map.entry(Misbehaviour.USERINFO_DEEP, Answers.body(HERE, "{\"a\":{\"a\":", 6001)),
            Map.entry(
                    Misbehaviour.USERINFO_DUPLICATE_MEMBER,
                    (provider, client) -> assertThat(
                                    client.userInfo(client.login().text("access_token"))
                                            .body())
                            .startsWith("{\"sub\":\"somebody-else\",")
                            .contains("\"sub\":\"alice\"")),
            Map.entry(
                    Misbehaviour.USERINFO_OTHER_SUBJECT,
                    claims(it ->
                            assertThat(it).containsEntry("sub", "somebody-else").containsKey("name"))),
            Map.entry(
                    Misbehaviour.USERINFO_NO_SUBJECT,
                    claims(it -> assertThat(it).doesNotContainKey("sub").containsKey("name"))),
            Map.entry(
                    Misbehaviour.USERINFO_PROTOCOL_CLAIMS,
                    claims(it -> assertThat(it)
                            .containsEntry("sub", "alice")
                            .containsEntry("nonce", "wrong-nonce")
                            .containsKeys("iss", "aud", "exp", "sid"))));

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
