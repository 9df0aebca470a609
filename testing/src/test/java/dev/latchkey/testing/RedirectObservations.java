package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.wire.Parameters;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

final class RedirectObservations {
    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(
                    Misbehaviour.NO_ISS_PARAMETER,
                    callback(it -> assertThat(it.get("iss")).isNull())),
            Map.entry(Misbehaviour.WRONG_ISS_PARAMETER, is("iss", "https://other-issuer.example")),
            Map.entry(Misbehaviour.DUPLICATE_ISS, twice("iss")),
            Map.entry(Misbehaviour.STATE_ALTERED, is("state", "altered-state")),
            Map.entry(Misbehaviour.STATE_MISSING, is("state", null)),
            Map.entry(Misbehaviour.DUPLICATE_STATE, twice("state")),
            Map.entry(Misbehaviour.CODE_MISSING, is("code", null)),
            Map.entry(Misbehaviour.DUPLICATE_CODE, twice("code")),
            Map.entry(Misbehaviour.CODE_UNKNOWN, RedirectObservations::unknownCode),
            Map.entry(Misbehaviour.CODE_AND_ERROR, callback(it -> {
                assertThat(it.values()).containsKeys("code", "error", "state", "iss");
            })),
            Map.entry(Misbehaviour.ERROR_SERVER, callback(it -> {
                assertThat(it.get("error")).isEqualTo("server_error");
                assertThat(it.get("error_description")).contains("<script>");
                assertThat(it.values()).containsKeys("state", "iss").doesNotContainKey("code");
            })),
            Map.entry(Misbehaviour.DUPLICATE_ERROR, twice("error")),
            Map.entry(Misbehaviour.DUPLICATE_ERROR_DESCRIPTION, twice("error_description")));

    private RedirectObservations() {}

    private static Observation callback(Consumer<Parameters> check) {
        return (provider, client) -> check.accept(client.callback(new TestBrowser(), "alice"));
    }

    private static Observation is(String name, @Nullable String value) {
        return callback(it -> assertThat(it.get(name)).isEqualTo(value));
    }

    private static Observation twice(String name) {
        return callback(
                it -> assertThat(it.values().getOrDefault(name, List.of())).hasSize(2));
    }

    private static void unknownCode(TestProvider provider, HandmadeClient client) {
        Answer answer = client.exchange(client.callback(new TestBrowser(), "alice"));
        assertThat(answer.text("error_description")).isEqualTo("the code is unknown, used or expired");
    }
}
