package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.wire.Parameters;
import dev.latchkey.testing.wire.Words;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestProviderExtension.class)
class FrontChannelTest {
    static final List<String> TYPES = ResponseTypes.ALL;

    private final TestProvider provider;
    private final TestBrowser browser;
    private final HandmadeClient client;

    FrontChannelTest(TestProvider provider, TestBrowser browser) {
        this.provider = provider;
        this.browser = browser;
        this.client = new HandmadeClient(provider);
    }

    @ParameterizedTest
    @FieldSource("TYPES")
    void every_response_type_brings_what_it_names_and_nothing_else(String type) {
        Set<String> words = Words.of(type);

        Map<String, List<String>> callback =
                client.callback(browser, "alice", "response_type", type).values();

        assertThat(callback).containsKeys("state", "iss").doesNotContainKey("error");
        assertThat(callback.containsKey("code")).isEqualTo(words.contains("code"));
        assertThat(callback.containsKey("id_token")).isEqualTo(words.contains("id_token"));
        for (String name : List.of("access_token", "token_type", "expires_in")) {
            assertThat(callback.containsKey(name)).as(name).isEqualTo(words.contains("token"));
        }
    }

    @ParameterizedTest
    @FieldSource("TYPES")
    void id_token_in_front_is_bound_to_what_comes_with_it(String type) {
        Parameters callback = client.callback(browser, "alice", "response_type", type);
        String idToken = callback.get("id_token");
        if (idToken == null) {
            assertThat(Words.of(type)).doesNotContain("id_token");
            return;
        }

        Jwt jwt = new Jwt(idToken);
        assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isTrue();
        assertThat(jwt.claims())
                .containsEntry("iss", provider.issuer())
                .containsEntry("sub", "alice")
                .containsEntry("aud", "client1")
                .containsEntry("nonce", HandmadeClient.NONCE)
                .containsKeys("exp", "iat", "auth_time", "sid");
        assertThat(jwt.claims().get("c_hash")).isEqualTo(hash(callback.get("code")));
        assertThat(jwt.claims().get("at_hash")).isEqualTo(hash(callback.get("access_token")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code id_token", "code token", "code id_token token", "token id_token code"})
    void code_of_a_hybrid_login_brings_another_id_token_of_the_same_login(String type) {
        Parameters callback = client.callback(browser, "alice", "response_type", type);

        Answer tokens = client.exchange(callback);

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.text("access_token")).isNotEqualTo(callback.get("access_token"));
        assertThat(tokens.idToken().claims())
                .containsEntry("sub", "alice")
                .containsEntry("nonce", HandmadeClient.NONCE)
                .doesNotContainKey("c_hash");
        if (callback.get("id_token") != null) {
            Map<String, Object> front = new Jwt(callback.get("id_token", "")).claims();
            for (String claim : List.of("iss", "sub", "nonce", "sid", "auth_time")) {
                assertThat(tokens.idToken().claims()).containsEntry(claim, front.get(claim));
            }
        }
    }

    @Test
    void access_token_from_the_front_opens_userinfo() {
        Parameters callback = client.callback(browser, "alice", "response_type", "id_token token");

        assertThat(client.userInfo(callback.get("access_token", "")).json()).containsEntry("sub", "alice");
    }

    @ParameterizedTest
    @CsvSource({
        "code,           '',        query",
        "code,           query,     query",
        "code,           fragment,  fragment",
        "code,           form_post, form_post",
        "id_token,       '',        fragment",
        "code id_token,  fragment,  fragment",
        "code token,     form_post, form_post"
    })
    void answer_travels_in_the_mode_that_was_asked_for(String type, String mode, String expected) {
        Page page = browser.open(client.authorizationUrl("response_type", type, "response_mode", mode));
        Page success = browser.step(page, "Sign in", Map.of("username", "alice"));
        assertThat(mode(success)).isEqualTo(expected);

        Page failure = browser.step(page, "Cancel", Map.of());
        assertThat(mode(failure)).isEqualTo(expected);
        assertThat(HandmadeClient.parameters(failure).values())
                .containsEntry("error", List.of("access_denied"))
                .containsEntry("state", List.of(HandmadeClient.STATE))
                .containsEntry("iss", List.of(provider.issuer()));
    }

    @ParameterizedTest
    @CsvSource({
        "code id_token, response_mode, query, invalid_request,        fragment",
        "id_token,      nonce,         '',    invalid_request,        fragment",
        "code id_token, nonce,         '',    invalid_request,        fragment",
        "id_token,      scope,         email, invalid_scope,          fragment",
        "token,         scope,         openid, unsupported_response_type, fragment",
        "code code2,    scope,         openid, unsupported_response_type, query"
    })
    void invalid_request_is_refused_where_its_answer_belongs(
            String type, String name, String value, String error, String mode) {
        Page page = browser.step(client.authorizationUrl("response_type", type, name, value));

        assertThat(mode(page)).isEqualTo(mode);
        assertThat(HandmadeClient.parameters(page).get("error")).isEqualTo(error);
    }

    @Test
    void nonce_and_pkce_are_needed_only_for_what_uses_them() {
        TestClient open = TestClient.publicClient("open");
        provider.client(open);
        HandmadeClient app = new HandmadeClient(provider, open);
        String[] noPkce = {"response_type", "id_token", "code_challenge", "", "code_challenge_method", ""};

        assertThat(app.callback(browser, "alice", noPkce).get("id_token")).isNotNull();
        assertThat(client.callback(new TestBrowser(), "alice", "response_type", "code token", "nonce", "")
                        .get("access_token"))
                .isNotNull();
    }

    @Test
    void client_is_held_to_its_response_types() {
        TestClient hybrid = TestClient.confidential("hybrid", "s").withResponseTypes("id_token code");
        provider.client(hybrid);
        HandmadeClient app = new HandmadeClient(provider, hybrid);

        assertThat(app.callback(browser, "alice", "response_type", "code id_token")
                        .get("code"))
                .isNotNull();
        Page refusal = browser.step(app.authorizationUrl("response_type", "code"));
        assertThat(HandmadeClient.parameters(refusal).get("error")).isEqualTo("unauthorized_client");
    }

    @Test
    void registered_response_types_need_their_grant_types() {
        String uris = "{\"redirect_uris\":[\"" + HandmadeClient.REDIRECT_URI + "\"]";
        Answer implicit = client.register(uris + ",\"response_types\":[\"id_token\"],\"grant_types\":[\"implicit\"]}");
        TestClient registered = TestClient.confidential(implicit.text("client_id"), implicit.text("client_secret"));
        HandmadeClient app = new HandmadeClient(provider, registered);

        assertThat(app.callback(browser, "alice", "response_type", "id_token").get("id_token"))
                .isNotNull();
        assertThat(HandmadeClient.parameters(browser.step(app.authorizationUrl()))
                        .get("error"))
                .isEqualTo("unauthorized_client");
        assertThat(client.register(uris + ",\"response_types\":[\"code id_token\"]}")
                        .text("error_description"))
                .startsWith("grant_types must contain");
    }

    @Test
    void metadata_names_types_modes_and_claims() {
        assertThat(client.get(Endpoint.DISCOVERY).json())
                .containsEntry("response_types_supported", ResponseTypes.ALL)
                .containsEntry("response_modes_supported", List.of("query", "fragment", "form_post"))
                .containsEntry("claims_parameter_supported", true)
                .containsKey("acr_values_supported");
    }

    @Test
    void form_post_page_runs_its_own_script_only_and_has_a_button_without_it() {
        Page page = FrontChannelObservations.answer(client, "response_mode", "form_post");

        String policy = String.valueOf(page.header("Content-Security-Policy"));
        String nonce = policy.replaceAll(".*'nonce-([^']+)'.*", "$1");
        assertThat(policy).startsWith("default-src 'none'");
        assertThat(page.body()).contains("<script nonce=\"" + nonce + "\">", "<noscript><button>Continue</button>");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void lies_about_errors_travel_in_every_mode() {
        provider.misbehave(Misbehaviour.ERROR_SERVER);

        Stream.of("query", "fragment", "form_post").forEach(mode -> {
            Page answer = FrontChannelObservations.answer(client, "response_mode", mode);
            assertThat(mode(answer)).isEqualTo(mode);
            assertThat(HandmadeClient.parameters(answer).values())
                    .containsEntry("error", List.of("server_error"))
                    .doesNotContainKey("code");
        });
        Page tokens = FrontChannelObservations.answer(client, "response_type", "id_token token");
        assertThat(HandmadeClient.parameters(tokens).values())
                .containsOnlyKeys("error", "error_description", "state", "iss");
    }

    @Test
    void repeated_parameters_travel_in_forms() {
        provider.misbehave(Misbehaviour.DUPLICATE_STATE, Misbehaviour.DUPLICATE_CODE);

        Page answer = FrontChannelObservations.answer(client, "response_mode", "form_post");

        assertThat(answer.forms().get(0).inputs())
                .extracting(PageForm.Input::name)
                .containsExactlyInAnyOrder("code", "code", "state", "state", "iss", "session_state");
    }

    @Test
    void lies_about_tokens_are_told_in_front_and_behind_or_behind_only() {
        String[] hybrid = {"response_type", "code id_token"};
        provider.misbehave(Misbehaviour.WRONG_NONCE, Misbehaviour.BAD_SIGNATURE);
        Jwt front = new Jwt(client.callback(browser, "alice", hybrid).get("id_token", ""));
        assertThat(front.claims()).containsEntry("nonce", "wrong-nonce");
        assertThat(front.isSignedBy(client.signingKeys().get(0))).isFalse();

        provider.misbehave(Misbehaviour.WRONG_NONCE, Misbehaviour.BAD_SIGNATURE, Misbehaviour.ONLY_IN_THE_BACK_CHANNEL);
        Parameters callback = client.callback(new TestBrowser(), "alice", hybrid);
        Jwt honest = new Jwt(callback.get("id_token", ""));
        assertThat(honest.claims()).containsEntry("nonce", HandmadeClient.NONCE);
        assertThat(honest.isSignedBy(client.signingKeys().get(0))).isTrue();
        Jwt back = client.exchange(callback).idToken();
        assertThat(back.claims()).containsEntry("nonce", "wrong-nonce");
        assertThat(back.isSignedBy(client.signingKeys().get(0))).isFalse();
    }

    private static @Nullable Object hash(@Nullable String value) {
        return value == null ? null : Compact.leftHalf("SHA-256", value);
    }

    private static String mode(Page page) {
        if (page.submitsItself()) {
            return "form_post";
        }
        return page.location().getRawFragment() == null ? "query" : "fragment";
    }
}
