package dev.latchkey.verify.logout;

import static dev.latchkey.verify.logout.LogoutAnswers.assertAccepted;
import static dev.latchkey.verify.logout.LogoutAnswers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.LogoutToken;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which logout tokens count, and how they have to come (OpenID Connect Back-Channel Logout §2.4 to §2.6). */
class LogoutTokenTest {
    private final Party party = Party.withBackchannel();

    @AfterEach
    void stop() {
        party.close();
    }

    private LogoutToken token() {
        return party.provider.logoutToken("client1");
    }

    @ParameterizedTest
    @CsvSource({
        "LOGOUT_TOKEN_WRONG_ISSUER, logout_token_issuer",
        "LOGOUT_TOKEN_WRONG_AUDIENCE, logout_token_audience",
        "LOGOUT_TOKEN_NO_IAT, logout_token_issued_at",
        "LOGOUT_TOKEN_OLD, logout_token_issued_at",
        "LOGOUT_TOKEN_FROM_THE_FUTURE, logout_token_issued_at",
        "LOGOUT_TOKEN_EXPIRED, logout_token_expired",
        "LOGOUT_TOKEN_NO_JTI, logout_token_id",
        "LOGOUT_TOKEN_NO_EVENTS, logout_token_events",
        "LOGOUT_TOKEN_WRONG_EVENTS, logout_token_events",
        "LOGOUT_TOKEN_EVENTS_AS_LIST, logout_token_events",
        "LOGOUT_TOKEN_EVENT_NOT_AN_OBJECT, logout_token_events",
        "LOGOUT_TOKEN_WITH_NONCE, logout_token_nonce",
        "LOGOUT_TOKEN_FOR_NOBODY, logout_token_subject",
        "LOGOUT_TOKEN_SID_NOT_TEXT, logout_token_subject",
        "LOGOUT_TOKEN_TYP_JWT, logout_token_type",
        "ALG_NONE, logout_token_algorithm",
        "ALG_NONE_MIXED_CASE, logout_token_algorithm",
        "HS256_SIGNED_WITH_PUBLIC_KEY, logout_token_algorithm",
        "HS256_SIGNED_WITH_CLIENT_SECRET, logout_token_algorithm",
        "OTHER_SIGNING_ALGORITHM, logout_token_algorithm",
        "OTHER_DIGEST, logout_token_algorithm",
        "BAD_SIGNATURE, logout_token_signature",
        "EMPTY_SIGNATURE, logout_token_signature",
        "CHANGED_AFTER_SIGNING, logout_token_signature",
        "JWK_HEADER, logout_token_signature",
        "JKU_HEADER, logout_token_signature",
        "X5C_HEADER, logout_token_signature",
        "UNKNOWN_CRIT, logout_token_critical_header",
        "DUPLICATE_HEADER, logout_token_malformed",
        "DUPLICATE_SUB, logout_token_malformed",
        "DUPLICATE_CLAIMS, logout_token_malformed",
        "FIVE_PART_TOKEN, logout_token_encryption",
        "TWO_PART_TOKEN, logout_token_malformed",
        "PAYLOAD_NOT_JSON, logout_token_malformed"
    })
    void a_token_that_breaks_a_rule_ends_nothing(Misbehaviour how, String reason) {
        TestBrowser browser = party.signedIn("alice");
        LogoutToken token =
                token().sub("alice").sid(party.provider.sids("alice").get(0));
        party.provider.misbehave(how);

        assertRefused(token.send(), 400, "invalid_request", reason);
        party.provider.behave();
        assertThat(party.knows(browser)).isTrue();
        assertThat(party.provider.requests(Endpoint.ELSEWHERE)).isEmpty();
        assertAccepted(token.send());
    }

    @Test
    void a_token_by_a_key_that_is_not_known_ends_nothing_and_may_be_sent_again() {
        TestBrowser browser = party.signedIn("alice");
        LogoutToken token = token().sub("alice");
        party.provider.misbehave(Misbehaviour.UNKNOWN_KID);

        assertRefused(token.send(), 503, "temporarily_unavailable", "logout_token_signature");
        party.provider.behave();
        assertThat(party.knows(browser)).isTrue();
        assertAccepted(token.send());
        assertThat(party.knows(browser)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"LOGOUT_TOKEN_NO_EXP", "LOGOUT_TOKEN_NO_TYP", "NO_KID", "ROTATED_KEY", "NO_KID_SEVERAL_KEYS"})
    void what_is_not_wrong_is_accepted(Misbehaviour how) {
        TestBrowser browser = party.signedIn("alice");
        party.provider.misbehave(how);
        if (how == Misbehaviour.ROTATED_KEY) {
            party.provider.rotateKeys();
        }

        assertAccepted(token().sub("alice").send());
        assertThat(party.knows(browser)).isFalse();
    }

    @Test
    void a_media_type_in_full_and_a_list_of_audiences_are_accepted() {
        assertAccepted(token().sub("alice")
                .header("typ", "application/logout+jwt")
                .claim("aud", List.of("other", "client1"))
                .send());
    }

    @Test
    void an_id_token_is_no_logout_token() {
        TestBrowser browser = party.signedIn("alice");
        String idToken = party.provider
                .logoutToken("client1")
                .sub("alice")
                .claim("nonce", "n")
                .claim("events", null)
                .header("typ", null)
                .compact();

        assertThat(post("logout_token=" + idToken).body()).contains("logout_token_events");
        assertThat(party.knows(browser)).isTrue();
    }

    private Page post(String body) {
        return post(body, "application/x-www-form-urlencoded");
    }

    private Page post(String body, String type) {
        return new TestBrowser()
                .request(
                        "POST",
                        party.application.relyingParty().backchannelLogoutUri(),
                        Map.of("Content-Type", type),
                        body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "logout_token=", "logout_token=a&logout_token=b", "token=x"})
    void a_request_without_exactly_one_token_is_refused(String body) {
        Page answer = post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("logout_request_unreadable");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void json_a_query_and_another_method_are_refused() {
        String compact = token().sub("alice").compact();
        String uri = party.application.relyingParty().backchannelLogoutUri();

        assertThat(post("{\"logout_token\":\"" + compact + "\"}", "application/json")
                        .status())
                .isEqualTo(400);
        assertThat(new TestBrowser()
                        .request("POST", uri + "?logout_token=" + compact, Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(new TestBrowser()
                        .request("GET", uri + "?logout_token=" + compact, Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_token_of_a_megabyte_is_refused_unread() {
        Page answer = post("logout_token=" + "a".repeat(1 << 20));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("logout_request_unreadable");
        assertThat(post("logout_token=" + "a".repeat(100_000)).body()).contains("logout_token_malformed");
    }

    @Test
    void logout_tokens_are_encrypted_exactly_if_id_tokens_are(@TempDir Path directory) {
        try (Party encrypting = Party.with(
                client -> client,
                provider -> provider.idTokenEncryption("RSA-OAEP-256", "A256GCM"),
                builder ->
                        builder.keysFile(directory.resolve("keys.json")).backchannelLogout(SessionStore.inMemory()))) {
            RelyingParty here = encrypting.application.relyingParty();
            encrypting.provider.client(TestClient.confidential("client1", "secret1")
                    .withJwksUri(here.jwksUri())
                    .withIdTokenEncryption("RSA-OAEP-256", "A256GCM")
                    .withMetadata("backchannel_logout_uri", here.backchannelLogoutUri()));
            TestBrowser browser = encrypting.signedIn("alice");
            LogoutToken token = encrypting.provider.logoutToken("client1").sub("alice");

            encrypting.provider.misbehave(Misbehaviour.JWE_OMITTED);
            assertRefused(token.send(), 400, "invalid_request", "logout_token_encryption");
            encrypting.provider.misbehave(Misbehaviour.JWE_OTHER_ENC);
            assertRefused(token.send(), 400, "invalid_request", "logout_token_encryption");
            encrypting.provider.behave();
            assertThat(encrypting.knows(browser)).isTrue();
            assertAccepted(token.send());
            assertThat(encrypting.knows(browser)).isFalse();
        }
    }
}
