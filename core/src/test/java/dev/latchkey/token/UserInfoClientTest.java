package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.PROVIDER_BAD_ANSWER;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static dev.latchkey.failure.FailureReason.USERINFO_MALFORMED;
import static dev.latchkey.failure.FailureReason.USERINFO_SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.authorization.Asked;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core §5.3: asked or not, required or not, and only ever about the same user. */
class UserInfoClientTest {
    private static final ProviderMetadata WITH_ENDPOINT =
            Relationships.metadata().userinfoEndpoint("https://idp.example.com/userinfo");

    private final FakeProvider network = new FakeProvider();
    private final UserInfoClient client =
            new UserInfoClient(Relationships.http(network), Duration.ofSeconds(60), new HandClock());

    private @Nullable Map<String, Object> claims(ProviderMetadata metadata, UserInfoMode mode) {
        Provider provider = Provider.of(metadata).client("client1", "secret1").userInfo(mode);
        return client.claims(
                Relationships.of(provider, network, new HandClock()), "the-access-token", "alice", Asked.NOTHING);
    }

    private @Nullable Map<String, Object> claims(UserInfoMode mode) {
        return claims(WITH_ENDPOINT, mode);
    }

    @Test
    void claims_about_the_user_are_fetched_with_the_access_token() {
        network.on("/userinfo", "{\"sub\":\"alice\",\"email\":\"a@example.com\"}");

        assertThat(claims(UserInfoMode.AUTO)).containsEntry("email", "a@example.com");
        assertThat(network.only("/userinfo").headers()).containsEntry("Authorization", "Bearer the-access-token");
        assertThat(network.only("/userinfo").method()).isEqualTo("GET");
    }

    @Test
    void an_endpoint_that_is_down_fails_a_login_that_needs_a_claim_of_it() {
        network.on("/userinfo", call -> FakeProvider.json(503, "{}"));
        Provider provider = Provider.of(WITH_ENDPOINT).client("client1", "secret1");
        Asked email = new Asked(null, false, Map.of(), Map.of("email", List.of()));

        Refusal.of(
                PROVIDER_BAD_ANSWER,
                () -> client.claims(
                        Relationships.of(provider, network, new HandClock()), "the-access-token", "alice", email));
    }

    @Test
    void an_endpoint_that_is_absent_or_not_wanted_is_not_asked() {
        assertThat(claims(Relationships.metadata(), UserInfoMode.AUTO)).isNull();
        assertThat(claims(Relationships.metadata(), UserInfoMode.ALWAYS)).isNull();
        assertThat(claims(UserInfoMode.NEVER)).isNull();
        assertThat(network.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"mallory\"}",
                "{\"sub\":\"ALICE\"}",
                "{\"sub\":7}",
                "{\"sub\":null}",
                "{}",
                "{\"sub\":\"\"}"
            })
    void claims_about_somebody_else_end_the_login_in_both_modes(String body) {
        network.on("/userinfo", body);

        Refusal.of(USERINFO_SUBJECT, () -> claims(UserInfoMode.AUTO));
        Refusal.of(USERINFO_SUBJECT, () -> claims(UserInfoMode.ALWAYS));
    }

    @Test
    void without_an_answer_the_login_goes_on_with_a_warning_unless_one_is_required() {
        network.goDown();
        try (CapturedLog log = new CapturedLog()) {
            assertThat(claims(UserInfoMode.AUTO)).isNull();
            assertThat(log.warnings()).isEqualTo(1);
            assertThat(log.text()).doesNotContain("the-access-token");
        }
        Refusal.of(PROVIDER_UNREACHABLE, () -> claims(UserInfoMode.ALWAYS));
        network.comeBack();
        for (int status : new int[] {204, 302, 401, 403, 404, 500}) {
            network.on("/userinfo", call -> FakeProvider.json(status, "{\"sub\":\"alice\"}"));
            assertThat(claims(UserInfoMode.AUTO)).isNull();
            Refusal.of(PROVIDER_BAD_ANSWER, () -> claims(UserInfoMode.ALWAYS));
        }
    }

    @Test
    void an_answer_of_another_type_is_no_answer() {
        for (String type : new String[] {"text/html", "text/plain", ""}) {
            network.on(
                    "/userinfo",
                    call -> new HttpAnswer(
                            200, Map.of("content-type", type), "{\"sub\":\"alice\"}".getBytes(StandardCharsets.UTF_8)));
            assertThat(claims(UserInfoMode.AUTO)).isNull();
            Refusal.of(PROVIDER_BAD_ANSWER, () -> claims(UserInfoMode.ALWAYS));
        }
        network.on(
                "/userinfo",
                call -> new HttpAnswer(
                        200,
                        Map.of("Content-Type", "Application/JSON; charset=UTF-8"),
                        "{\"sub\":\"alice\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(claims(UserInfoMode.ALWAYS)).hasSize(1);
    }

    @Test
    void json_that_is_ambiguous_is_refused() {
        network.on("/userinfo", "{\"sub\":\"mallory\",\"sub\":\"alice\"}");

        Refusal.of(USERINFO_MALFORMED, () -> claims(UserInfoMode.AUTO));
    }
}
