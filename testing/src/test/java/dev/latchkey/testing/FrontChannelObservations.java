package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.wire.Parameters;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is wrong with an authorization response that carries tokens, or with the way it travels. */
final class FrontChannelObservations {
    private static final String WRONG_HASH = "wrong-hash-wrong-hash-";

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.ANSWERS_IN_QUERY, FrontChannelObservations::queryInsteadOfFragment),
            Map.entry(Misbehaviour.ANSWERS_IN_FRAGMENT, FrontChannelObservations::fragmentInsteadOfQuery),
            Map.entry(Misbehaviour.ANSWERS_IN_FORM_POST, FrontChannelObservations::formInsteadOfQuery),
            Map.entry(Misbehaviour.FORM_POST_AS_TEXT, enctype("text/plain")),
            Map.entry(Misbehaviour.FORM_POST_AS_MULTIPART, enctype("multipart/form-data")),
            Map.entry(Misbehaviour.FORM_POST_OVERSIZED, filled("form_post", 1 << 20)),
            Map.entry(Misbehaviour.QUERY_OVERSIZED, filled("query", 100_000)),
            Map.entry(Misbehaviour.FRAGMENT_OVERSIZED, filled("fragment", 200_000)),
            Map.entry(Misbehaviour.FRONT_ID_TOKEN_MISSING, is("id_token", null)),
            Map.entry(Misbehaviour.FRONT_ACCESS_TOKEN_MISSING, is("access_token", null)),
            Map.entry(Misbehaviour.FRONT_TOKEN_TYPE_MISSING, is("token_type", null)),
            Map.entry(Misbehaviour.FRONT_TOKEN_TYPE_WRONG, is("token_type", "mac")),
            Map.entry(Misbehaviour.FRONT_EXPIRES_IN_TEXT, is("expires_in", "soon")),
            Map.entry(Misbehaviour.DUPLICATE_FRONT_ID_TOKEN, twice("id_token")),
            Map.entry(Misbehaviour.DUPLICATE_FRONT_ACCESS_TOKEN, twice("access_token")),
            Map.entry(Misbehaviour.DUPLICATE_FRONT_TOKEN_TYPE, twice("token_type")),
            Map.entry(Misbehaviour.DUPLICATE_FRONT_EXPIRES_IN, twice("expires_in")),
            Map.entry(Misbehaviour.FRONT_TOKENS_UNASKED, FrontChannelObservations::tokensBesideCode),
            Map.entry(Misbehaviour.C_HASH_WRONG, claims(it -> assertThat(it).containsEntry("c_hash", WRONG_HASH))),
            Map.entry(Misbehaviour.C_HASH_MISSING, claims(it -> assertThat(it).doesNotContainKey("c_hash"))),
            Map.entry(
                    Misbehaviour.FRONT_AT_HASH_WRONG,
                    claims(it -> assertThat(it).containsEntry("at_hash", WRONG_HASH))),
            Map.entry(
                    Misbehaviour.FRONT_AT_HASH_MISSING,
                    claims(it -> assertThat(it).doesNotContainKey("at_hash"))),
            Map.entry(Misbehaviour.HYBRID_ISS_DIFFERS, differs("iss")),
            Map.entry(Misbehaviour.HYBRID_SUB_DIFFERS, differs("sub")),
            Map.entry(Misbehaviour.HYBRID_SID_DIFFERS, differs("sid")),
            Map.entry(Misbehaviour.HYBRID_AUTH_TIME_DIFFERS, differs("auth_time")));

    private FrontChannelObservations() {}

    /** A sign-in of alice up to the answer, with everything in the front channel unless the parameters differ. */
    static Page answer(HandmadeClient client, String... namesAndValues) {
        TestBrowser browser = new TestBrowser();
        Page page = browser.open(client.authorizationUrl(namesAndValues));
        return browser.step(page, "Sign in", Map.of("username", "alice"));
    }

    private static Parameters everything(HandmadeClient client) {
        Parameters parameters = HandmadeClient.parameters(answer(client, "response_type", "code id_token token"));
        assertThat(parameters.values()).containsKeys("code", "state", "iss");
        return parameters;
    }

    private static Observation is(String name, @Nullable String value) {
        return (provider, client) -> assertThat(everything(client).get(name)).isEqualTo(value);
    }

    private static Observation twice(String name) {
        return (provider, client) -> assertThat(everything(client).values().getOrDefault(name, List.of()))
                .hasSize(2);
    }

    private static Observation claims(Consumer<Map<String, Object>> check) {
        return (provider, client) -> {
            Jwt idToken = new Jwt(everything(client).get("id_token", ""));
            assertThat(idToken.isSignedBy(client.signingKeys().get(0))).isTrue();
            check.accept(idToken.claims());
        };
    }

    private static Observation differs(String claim) {
        return (provider, client) -> {
            Parameters callback = everything(client);
            Map<String, Object> front = new Jwt(callback.get("id_token", "")).claims();
            Map<String, Object> back = client.exchange(callback).idToken().claims();
            assertThat(front).containsKey(claim);
            assertThat(back).containsKey(claim);
            assertThat(back.get(claim)).isNotEqualTo(front.get(claim));
        };
    }

    private static Observation enctype(String type) {
        return (provider, client) -> assertThat(answer(client, "response_mode", "form_post")
                        .forms()
                        .get(0)
                        .enctype())
                .isEqualTo(type);
    }

    private static Observation filled(String mode, int size) {
        return (provider, client) -> assertThat(HandmadeClient.parameters(answer(client, "response_mode", mode))
                        .get("filler", ""))
                .hasSize(size);
    }

    private static void tokensBesideCode(TestProvider provider, HandmadeClient client) {
        assertThat(HandmadeClient.parameters(answer(client)).values()).containsKeys("code", "access_token", "id_token");
    }

    private static void queryInsteadOfFragment(TestProvider provider, HandmadeClient client) {
        Page answer = answer(client, "response_type", "code id_token");
        assertThat(answer.location().getRawQuery()).contains("id_token=", "code=");
        assertThat(answer.location().getRawFragment()).isNull();
    }

    private static void fragmentInsteadOfQuery(TestProvider provider, HandmadeClient client) {
        Page answer = answer(client);
        assertThat(answer.location().getRawFragment()).contains("code=");
        assertThat(answer.location().getRawQuery()).isNull();
    }

    private static void formInsteadOfQuery(TestProvider provider, HandmadeClient client) {
        Page answer = answer(client);
        assertThat(answer.submitsItself()).isTrue();
        assertThat(answer.forms().get(0).fields()).containsKeys("code", "state", "iss");
    }
}
