package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;

final class TokenObservations {
    private static final Endpoint HERE = Endpoint.TOKEN;

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.TOKEN_ERROR, Answers.error(HERE, 400, "invalid_grant")),
            Map.entry(Misbehaviour.TOKEN_INVALID_CLIENT, Answers.error(HERE, 401, "invalid_client")),
            Map.entry(Misbehaviour.TOKEN_SERVER_ERROR, Answers.status(HERE, 500)),
            Map.entry(Misbehaviour.TOKEN_HTML, Answers.page(HERE)),
            Map.entry(Misbehaviour.TOKEN_EMPTY, Answers.body(HERE, "", 0)),
            Map.entry(Misbehaviour.TOKEN_LIST, Answers.body(HERE, "[]", 2)),
            Map.entry(Misbehaviour.TOKEN_DEEP, Answers.body(HERE, "{\"a\":{\"a\":{\"a\":", 6001)),
            Map.entry(Misbehaviour.TOKEN_DUPLICATE_MEMBER, login(answer -> {
                assertThat(answer.body().split("\"id_token\"", -1)).hasSize(3);
            })),
            Map.entry(Misbehaviour.TOKEN_SLOW, Answers.silence(HERE)),
            Map.entry(Misbehaviour.TOKEN_DRIPS, Answers.drips(HERE)),
            Map.entry(Misbehaviour.TOKEN_HUGE, Answers.huge(HERE)),
            Map.entry(Misbehaviour.TOKEN_HALF_BODY, Answers.broken(HERE)),
            Map.entry(Misbehaviour.TOKEN_CLOSES, Answers.broken(HERE)),
            Map.entry(Misbehaviour.TOKEN_REDIRECT, Answers.redirect(HERE, "/elsewhere/token")),
            Map.entry(Misbehaviour.NO_ID_TOKEN, lacks("id_token")),
            Map.entry(Misbehaviour.MISSING_ACCESS_TOKEN, lacks("access_token")),
            Map.entry(Misbehaviour.MISSING_TOKEN_TYPE, lacks("token_type")),
            Map.entry(Misbehaviour.TOKEN_TYPE_MAC, has("token_type", "mac")),
            Map.entry(Misbehaviour.TOKEN_TYPE_UPPER_CASE, has("token_type", "BEARER")),
            Map.entry(Misbehaviour.EXPIRES_IN_TEXT, has("expires_in", "3600")),
            Map.entry(Misbehaviour.NO_EXPIRES_IN, lacks("expires_in")),
            Map.entry(Misbehaviour.EXPIRES_IN_NEGATIVE, has("expires_in", -1L)),
            Map.entry(Misbehaviour.NO_REFRESH_TOKEN, lacks("refresh_token")));

    private TokenObservations() {}

    private static Observation login(Consumer<Answer> check) {
        return (provider, client) -> {
            Answer answer = client.login();
            assertThat(answer.status()).isEqualTo(200);
            check.accept(answer);
        };
    }

    private static Observation has(String member, Object value) {
        return login(
                answer -> assertThat(answer.json()).containsEntry(member, value).hasSize(6));
    }

    private static Observation lacks(String member) {
        return login(
                answer -> assertThat(answer.json()).doesNotContainKey(member).hasSize(5));
    }
}
